/** Calls at a steady pace while it runs. */
export class Heartbeat {
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly every: number,
    private readonly beat: () => void,
  ) {}

  start(): void {
    this.stop();
    this.timer = setInterval(this.beat, Math.max(1, this.every / 2));
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
