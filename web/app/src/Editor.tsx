import { useState, type KeyboardEvent } from "react";
import { GrowingText } from "./part/GrowingText";

export function Editor({ content, onSave, onCancel }: { content: string; onSave: (content: string) => void; onCancel: () => void }) {
  const [text, setText] = useState(content);
  const save = () => text.trim() !== "" && onSave(text);
  const key = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") onCancel();
    else if (event.key === "Enter" && !event.shiftKey) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="editor">
      <GrowingText value={text} aria-label="Change the message" autoFocus onChange={(event) => setText(event.target.value)} onKeyDown={key} />
      <p>
        <button type="button" className="button small primary" disabled={text.trim() === ""} onClick={save}>Save</button>
        <button type="button" className="button small" onClick={onCancel}>Cancel</button>
        <span className="hint">Enter saves, Escape cancels</span>
      </p>
    </div>
  );
}
