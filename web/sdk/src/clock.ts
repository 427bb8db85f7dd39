/** Milliseconds on a clock that never jumps. Only differences mean something: for what lasts, never for when it is. */
export function now(): number {
  return performance.now();
}
