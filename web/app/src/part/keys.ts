import type { KeyboardEvent } from "react";

const PROCESSED = 229;

/** Whether the key belongs to an input method that composes a character. Safari says so by the code alone when Enter ends it. */
export function composes({ nativeEvent }: KeyboardEvent): boolean {
  return nativeEvent.isComposing || nativeEvent.keyCode === PROCESSED;
}
