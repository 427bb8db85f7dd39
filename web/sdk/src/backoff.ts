export type Random = () => number;

/** Exponential with full jitter: anything from nothing to the ceiling, so that many clients spread out. */
export function backoff(attempt: number, random: Random, base = 500, cap = 10_000): number {
  return random() * Math.min(cap, base * 2 ** Math.min(attempt, 20));
}

/** Resolves after the time, or as soon as one of the others does. */
export function pause(millis: number, ...orUntil: Promise<unknown>[]): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    const early = () => {
      clearTimeout(timer);
      resolve();
    };
    for (const other of orUntil) other.then(early, early);
  });
}

/** A new key; also where the page is not a secure context and `randomUUID` is missing. */
export function newKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
