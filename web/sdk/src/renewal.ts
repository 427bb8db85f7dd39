import { backoff, type Random } from "./backoff.js";

const LEAST = 1_000;
const MOST = 2 ** 31 - 1;

/** Asks for the next token while there still is one, and again with backoff when that fails: never more than once a second. */
export class Renewal {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;

  /** `renew` says how long the new token is good for, in milliseconds; `undefined` if nothing says so. */
  constructor(
    private readonly renew: () => Promise<number | undefined>,
    private readonly random: Random,
  ) {}

  /** The token is good for so long. */
  start(remaining: number | undefined): void {
    this.stop();
    this.failures = 0;
    if (remaining !== undefined) this.after(renewAfter(remaining));
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private after(millis: number): void {
    const timer = setTimeout(() => {
      this.renew().then(
        (remaining) => {
          if (timer === this.timer) this.start(remaining);
        },
        () => {
          if (timer === this.timer) this.after(LEAST + backoff(this.failures++, this.random));
        },
      );
    }, millis);
    this.timer = timer;
  }
}

/** A fifth of the remaining life before the end, a minute at most. */
export function renewAfter(remaining: number): number {
  return Math.min(MOST, Math.max(LEAST, remaining - Math.min(60_000, remaining / 5)));
}
