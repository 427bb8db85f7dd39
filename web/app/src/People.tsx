import { useRef, useState, type FormEvent } from "react";
import type { ChatSession } from "@confab/client";
import { Avatar } from "./part/Avatar";
import { IconButton } from "./part/Button";
import { Dialog } from "./part/Dialog";
import { isUserId } from "./store/account";
import { useDesk, useLive } from "./store/desk";
import { ownerOf } from "./store/name";

/** Who belongs to the conversation and who is here now; its owner adds and removes. */
export function People({ session, onClose }: { session: ChatSession; onClose: () => void }) {
  const desk = useDesk();
  const info = useLive(session, (each) => each.info);
  const here = useLive(session, (each) => each.participants);
  const [name, setName] = useState("");
  const [error, setError] = useState("");
  const adding = useRef<HTMLInputElement>(null);
  if (!info) return null;
  const owner = ownerOf(info, desk.user);

  const change = async (act: () => Promise<void>) => {
    setError("");
    try {
      await act();
    } catch (failure) {
      setError((failure as Error).message);
    }
  };
  const add = (event: FormEvent) => {
    event.preventDefault();
    const userId = name.trim();
    if (!isUserId(userId)) return setError("A name has letters, digits, - and _ only, up to 64.");
    setName("");
    void change(() => session.addMember(userId));
  };
  const remove = (userId: string) => {
    // The button that was pressed goes with the member.
    adding.current?.focus();
    void change(() => session.removeMember(userId));
  };

  return (
    <Dialog title="People" onClose={onClose}>
      <ul className="people">
        {info.members.map(({ userId, role }) => (
          <li key={userId}>
            <Avatar name={userId} here={here.includes(userId)} />
            <span className="who" title={userId}>
              <bdi>{userId}</bdi>
              {userId === desk.user && <span className="muted"> you</span>}
            </span>
            {role === "owner" && <span className="tag">owner</span>}
            {owner && role !== "owner" && (
              <IconButton icon="close" label={`Remove ${userId}`} onClick={() => remove(userId)} />
            )}
          </li>
        ))}
      </ul>
      {owner && (
        <form onSubmit={add}>
          <label htmlFor="add-member">Add somebody</label>
          <div className="field">
            <input ref={adding} id="add-member" dir="auto" value={name} maxLength={64} autoComplete="off" spellCheck={false} placeholder="carol" onChange={(event) => setName(event.target.value)} />
            <button type="submit" className="button primary" disabled={name.trim() === ""}>Add</button>
          </div>
        </form>
      )}
      <p className="error" role="alert">{error}</p>
    </Dialog>
  );
}
