import { useState, type KeyboardEvent } from "react";
import type { ChatMessage } from "@confab/client";
import { BytesLeft, isSendable } from "./part/Bytes";
import { GrowingText } from "./part/GrowingText";
import { composes } from "./part/keys";
import { useDesk } from "./store/desk";
import { editOf } from "./store/writings";

interface EditorProps {
  readonly message: ChatMessage;
  readonly onSave: (content: string) => void;
  readonly onCancel: () => void;
}

/** Changes a message. What is written is kept until it is saved or cancelled. */
export function Editor({ message, onSave, onCancel }: EditorProps) {
  const { writings } = useDesk();
  const kept = editOf(message.id);
  const [text, setText] = useState(() => writings.get(kept)?.text ?? message.content);
  const change = (value: string) => {
    setText(value);
    if (value === message.content) writings.remove(kept);
    else writings.edit(message.sessionId, message.id, message.seq, value);
  };
  const save = () => isSendable(text) && onSave(text);
  const cancel = () => {
    writings.remove(kept);
    onCancel();
  };
  const key = (event: KeyboardEvent) => {
    if (composes(event)) return;
    if (event.key === "Escape") cancel();
    else if (event.key === "Enter" && !event.shiftKey) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="editor">
      <GrowingText value={text} aria-label="Change the message" autoFocus onChange={(event) => change(event.target.value)} onKeyDown={key} />
      <p>
        <button type="button" className="button small primary" disabled={!isSendable(text)} onClick={save}>Save</button>
        <button type="button" className="button small" onClick={cancel}>Cancel</button>
        <BytesLeft text={text} />
        <span className="hint">Enter saves, Escape cancels</span>
      </p>
    </div>
  );
}
