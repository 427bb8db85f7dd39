import { connectionLost, errorOf, timedOut, type ConfabError } from "./error.js";
import type { Frame } from "./wire.js";

interface Waiting {
  readonly resolve: (answer: Frame) => void;
  readonly reject: (error: ConfabError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** The frames of one connection that wait for their answers. */
export class Requests {
  private readonly waiting = new Map<string, Waiting>();
  private next = 1;

  newId(): string {
    return (this.next++).toString(36);
  }

  wait(id: string, deadline: number): Promise<Frame> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        reject(timedOut());
      }, deadline);
      this.waiting.set(id, { resolve, reject, timer });
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
