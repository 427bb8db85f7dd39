const MAX_BYTES = 32_768;
const WARN_BYTES = 30_000;

/** How many bytes a message has, if it is worth counting them. */
function bytesOf(text: string): number {
  return text.length * 3 < WARN_BYTES ? 0 : new TextEncoder().encode(text).length;
}

export function isTooLong(text: string): boolean {
  return bytesOf(text) > MAX_BYTES;
}

/** Whether a text can be a message. */
export function isSendable(text: string): boolean {
  return text.trim() !== "" && !isTooLong(text);
}

/** How many bytes are left, once they run short. */
export function BytesLeft({ text }: { text: string }) {
  const bytes = bytesOf(text);
  if (bytes <= WARN_BYTES) return null;
  return <span className={`bytes ${bytes > MAX_BYTES ? "bad" : ""}`} title="Bytes left">{MAX_BYTES - bytes}</span>;
}
