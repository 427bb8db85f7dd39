import { ConfabError, connectionLost, errorOf, timedOut } from "./error.js";
import type { Frame } from "./wire.js";

interface Waiting {
  readonly resolve: (answer: Frame) => void;
  readonly reject: (error: ConfabError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
  readonly bytes: number;
}

/** The frames of one connection that wait for their answers. */
export class Requests {
  private readonly waiting = new Map<string, Waiting>();
  private next = 1;

  newId(): string {
    return (this.next++).toString(36);
  }

  wait(id: string, deadline: number, bytes: number): Promise<Frame> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        reject(timedOut());
      }, deadline);
      this.waiting.set(id, { resolve, reject, timer, bytes });
    });
  }

  /** Whether the frame was the answer that somebody waited for. */
  answer(frame: Frame): boolean {
    const waiting = frame.id === undefined ? undefined : this.waiting.get(frame.id);
    if (!waiting || frame.id === undefined) return false;
    this.waiting.delete(frame.id);
    clearTimeout(waiting.timer);
    if (frame.type === "error") waiting.reject(errorOf(frame));
    else waiting.resolve(frame);
    return true;
  }

  /** The server took one of the frames for too large: that was the largest. Sent again it would cost the next line, too. */
  refuseLargest(): void {
    let largest: [string, Waiting] | undefined;
    for (const each of this.waiting) if (each[1].bytes > (largest?.[1].bytes ?? 0)) largest = each;
    if (!largest) return;
    this.waiting.delete(largest[0]);
    clearTimeout(largest[1].timer);
    largest[1].reject(new ConfabError("invalid", "The frame is too large for the server."));
  }

  /** The line is gone, and with it all answers. */
  lose(): void {
    const lost = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject, timer } of lost) {
      clearTimeout(timer);
      reject(connectionLost());
    }
  }
}
