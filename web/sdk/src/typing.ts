import { now } from "./clock.js";

const AGAIN = 3_000;
const IDLE = 5_000;
const FORGET = 7_000;

/** Says that the user types: at most every three seconds, and that he stopped after five without a key. */
export class TypingNotice {
  private saidAt: number | undefined;
  private idle: ReturnType<typeof setTimeout> | undefined;

  /** `say` returns whether it could be said. */
  constructor(private readonly say: (typing: boolean) => boolean) {}

  key(): void {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.stop(), IDLE);
    if (this.saidAt !== undefined && now() - this.saidAt < AGAIN) return;
    if (this.say(true)) this.saidAt = now();
  }

  stop(): void {
    clearTimeout(this.idle);
    if (this.saidAt !== undefined) this.say(false);
    this.saidAt = undefined;
  }

  /** Forgets it without a word: the message that was sent says it, or the line is gone. */
  reset(): void {
    clearTimeout(this.idle);
    this.saidAt = undefined;
  }
}

/** Who types. Whoever does not say so again is forgotten, since his "stopped" may have been lost. */
export class Typists {
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  users: readonly string[] = [];

  constructor(private readonly changed: () => void) {}

  set(userId: string, typing: boolean): void {
    clearTimeout(this.timers.get(userId));
    if (typing) this.timers.set(userId, setTimeout(() => this.set(userId, false), FORGET));
    else if (!this.timers.delete(userId)) return;
    if (typing === this.users.includes(userId)) return;
    this.users = [...this.timers.keys()].sort();
    this.changed();
  }

  clear(): void {
    for (const userId of [...this.timers.keys()]) this.set(userId, false);
  }
}
