import { useEffect, useRef, type KeyboardEvent, type Ref } from "react";
import type { ChatSession } from "@confab/client";
import { IconButton } from "./part/Button";
import { BytesLeft, isSendable } from "./part/Bytes";
import { GrowingText } from "./part/GrowingText";
import { composes } from "./part/keys";
import { useDesk, useLive } from "./store/desk";
import { nameOf } from "./store/name";
import { draftOf } from "./store/writings";

interface ComposerProps {
  readonly ref: Ref<HTMLTextAreaElement>;
  readonly session: ChatSession;
  readonly onEditLast: () => void;
}

/** Enter sends, Shift and Enter makes a line, the arrow up edits what was sent last. What is not sent yet stays with the session. */
export function Composer({ ref, session, onEditLast }: ComposerProps) {
  const desk = useDesk();
  const info = useLive(session, (each) => each.info);
  const text = useLive(desk.writings, (each) => each.textOf(draftOf(session.id)));
  const touch = useRef(matchMedia("(pointer: coarse)").matches);

  useEffect(() => () => session.stopTyping(), [session]);
  const change = (value: string) => {
    desk.writings.draft(session.id, value);
    if (value.trim() === "") session.stopTyping();
    else session.type();
  };
  const send = () => {
    if (!isSendable(text)) return;
    desk.writings.draft(session.id, "");
    desk.send(session, text);
  };
  const key = (event: KeyboardEvent) => {
    if (composes(event)) return;
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
      <BytesLeft text={text} />
      <IconButton type="submit" icon="send" label="Send" className="send" disabled={!isSendable(text)} />
    </form>
  );
}
