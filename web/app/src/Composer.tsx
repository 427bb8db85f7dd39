import { useEffect, useRef, useState, type KeyboardEvent, type Ref } from "react";
import type { ChatSession } from "@confab/client";
import { IconButton } from "./part/Button";
import { GrowingText } from "./part/GrowingText";
import { useDesk, useLive } from "./store/desk";
import { nameOf } from "./store/name";

const MAX_BYTES = 32_768;
const WARN_BYTES = 30_000;
const drafts = new Map<string, string>();

interface ComposerProps {
  readonly ref: Ref<HTMLTextAreaElement>;
  readonly session: ChatSession;
  readonly onEditLast: () => void;
}

/** Enter sends, Shift and Enter makes a line, the arrow up edits what was sent last. What is not sent yet stays with the session. */
export function Composer({ ref, session, onEditLast }: ComposerProps) {
  const desk = useDesk();
  const info = useLive(session, (each) => each.info);
  const [text, setText] = useState(drafts.get(session.id) ?? "");
  const bytes = text.length * 3 < WARN_BYTES ? 0 : new TextEncoder().encode(text).length;
  const tooLong = bytes > MAX_BYTES;
  const touch = useRef(matchMedia("(pointer: coarse)").matches);

  useEffect(() => () => session.stopTyping(), [session]);
  const change = (value: string) => {
    setText(value);
    drafts.set(session.id, value);
    if (value.trim() === "") session.stopTyping();
    else session.type();
  };
  const send = () => {
    if (text.trim() === "" || tooLong) return;
    setText("");
    drafts.delete(session.id);
    // A refusal shows at the message itself.
    void session.send(text).catch(() => undefined);
  };
  const key = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey && !touch.current) {
      event.preventDefault();
      send();
    } else if (event.key === "ArrowUp" && text === "" && !event.altKey) {
      event.preventDefault();
      onEditLast();
    }
  };
  const name = info ? nameOf(info, desk.user) : "";
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <GrowingText
        ref={ref}
        value={text}
        aria-label="Message"
        placeholder={`Message ${name}`}
        autoFocus={!touch.current}
        onChange={(event) => change(event.target.value)}
        onKeyDown={key}
      />
      {bytes > WARN_BYTES && <span className={`bytes ${tooLong ? "bad" : ""}`}>{MAX_BYTES - bytes}</span>}
      <IconButton type="submit" icon="send" label="Send" className="send" disabled={text.trim() === "" || tooLong} />
    </form>
  );
}
