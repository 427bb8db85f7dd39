import { backoff, type Random } from "./backoff.js";

export const TOO_LARGE = 1009;
export const UNAUTHENTICATED = 4401;

const RESTARTING = 1012;
const TOO_MANY_CONNECTIONS = 4409;

/** Nothing would be another way the next time: it ended as it should, or this page may not come in at all. */
const FINAL: ReadonlySet<number> = new Set([1000, 4403]);

/** Whether a socket that was closed with this code stays closed. All others are tried again; 4401 with another token. */
export function isFinal(code: number): boolean {
  return FINAL.has(code);
}

/** How long to wait before the next attempt, in milliseconds. */
export function waitAfter(code: number | undefined, attempt: number, random: Random): number {
  if (code === RESTARTING) return random() * 5_000;
  if (code === TOO_MANY_CONNECTIONS) return 15_000 + random() * 45_000;
  return backoff(attempt, random);
}
