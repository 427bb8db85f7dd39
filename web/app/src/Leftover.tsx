import { clipped } from "./markdown/plain";
import { useCopying } from "./part/copying";
import { useDesk } from "./store/desk";
import type { Writing } from "./store/shelf";

const SHOWN = 200;

/** A text that lost the place where it belonged: it can go to the field, to the clipboard, or away. */
export function Leftover({ leftover, onUse }: { leftover: Writing; onUse?: () => void }) {
  const { writings } = useDesk();
  const { copied, copy } = useCopying();
  return (
    <p className="banner leftover">
      <span>{leftover.why} <q dir="auto">{clipped(leftover.text, SHOWN)}</q></span>
      {onUse && <button type="button" className="link" onClick={onUse}>Put it into the field</button>}
      <button type="button" className="link" onClick={() => copy(leftover.text)}>{copied ? "Copied" : "Copy"}</button>
      <button type="button" className="link" onClick={() => writings.remove(leftover.id)}>Discard</button>
    </p>
  );
}
