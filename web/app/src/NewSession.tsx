import { useRef, useState, type FormEvent } from "react";
import { Dialog } from "./part/Dialog";
import { isUserId } from "./store/account";
import { useDesk } from "./store/desk";
import { newKey } from "./store/key";
import { goTo } from "./store/route";

export function NewSession({ onClose }: { onClose: () => void }) {
  const desk = useDesk();
  const [title, setTitle] = useState("");
  const [people, setPeople] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState("");

  // Asked for again after a failure it is the same session, if it was made then.
  const keys = useRef(new Map<string, string>());
  const make = async (members: readonly string[]): Promise<string> => {
    const named = title.trim();
    const known = named === "" ? await desk.list.untitledWith(new Set([desk.user, ...members])) : undefined;
    if (known !== undefined) return known;
    const wanted = { ...(named === "" ? {} : { title: named }), members };
    const key = keys.current.get(JSON.stringify(wanted)) ?? newKey();
    keys.current.set(JSON.stringify(wanted), key);
    const session = await desk.client.createSession(wanted, key);
    desk.list.add(session);
    return session.id;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const members = [...new Set(people.split(/[\s,;]+/).filter(Boolean))].filter((name) => name !== desk.user);
    const wrong = members.find((name) => !isUserId(name));
    if (wrong !== undefined) return setError(`“${wrong}” is no name: letters, digits, - and _ only.`);
    setBusy(true);
    setError("");
    try {
      goTo(await make(members));
      onClose();
    } catch (failure) {
      setError((failure as Error).message);
      setBusy(false);
    }
  };

  return (
    <Dialog title="New conversation" onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <label htmlFor="people">With whom</label>
        <input id="people" dir="auto" value={people} autoComplete="off" spellCheck={false} placeholder="bob, carol" onChange={(event) => setPeople(event.target.value)} />
        <label htmlFor="title">Title <span className="optional">optional</span></label>
        <input id="title" dir="auto" value={title} maxLength={256} autoComplete="off" placeholder="Lunch" onChange={(event) => setTitle(event.target.value)} />
        <p className="error" role="alert">{error}</p>
        <footer>
          <button type="button" className="button" onClick={onClose}>Cancel</button>
          <button type="submit" className="button primary" disabled={busy}>Start</button>
        </footer>
      </form>
    </Dialog>
  );
}
