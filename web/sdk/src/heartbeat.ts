import { now } from "./clock.js";

/** After this much lateness of a timer the machine was asleep. */
const LATE = 3_000;
const SILENCE_DEADLINE = 10_000;
const WAKE_DEADLINE = 5_000;

export interface Pulse {
  /** When something was heard last, on the clock that never jumps. */
  heardAt(): number;
  ping(): void;
  dead(reason: string): void;
}

/** Looks whether the line lives: after silence, after the machine slept, and when somebody asks. */
export class Heartbeat {
  private timer: ReturnType<typeof setInterval> | undefined;
  private deadline: ReturnType<typeof setTimeout> | undefined;
  private beatAt = 0;
  private shift = 0;

  /** `patience`: after how many milliseconds of silence it pings. */
  constructor(
    private readonly patience: number,
    private readonly pulse: Pulse,
  ) {}

  start(): void {
    this.stop();
    this.beatAt = now();
    this.shift = Date.now() - now();
    this.timer = setInterval(() => this.beat(), this.every);
  }

  stop(): void {
    clearInterval(this.timer);
    clearTimeout(this.deadline);
    this.timer = this.deadline = undefined;
  }

  /** Pings now; whoever does not answer soon is dead. */
  probe(deadline = WAKE_DEADLINE): void {
    if (this.timer === undefined || this.deadline !== undefined) return;
    const askedAt = now();
    this.deadline = setTimeout(() => {
      this.deadline = undefined;
      if (this.pulse.heardAt() < askedAt) this.pulse.dead("The server is silent.");
    }, deadline);
    this.pulse.ping();
  }

  private get every(): number {
    return Math.max(1, this.patience / 5);
  }

  private beat(): void {
    const late = now() - this.beatAt - this.every;
    // Some machines stop the steady clock while they sleep: then the other one has moved on without it.
    const shift = Date.now() - now();
    const slept = late > LATE || Math.abs(shift - this.shift) > LATE;
    this.beatAt = now();
    this.shift = shift;
    if (slept) this.probe();
    else if (now() - this.pulse.heardAt() >= this.patience) this.probe(SILENCE_DEADLINE);
  }
}
