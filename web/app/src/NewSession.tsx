import { useState, type FormEvent } from "react";
import { Dialog } from "./part/Dialog";
import { isUserId } from "./store/account";
import { useDesk } from "./store/desk";
import { goTo } from "./store/route";

export function NewSession({ onClose }: { onClose: () => void }) {
  const desk = useDesk();
  const [title, setTitle] = useState("");
  const [people, setPeople] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState("");

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const members = [...new Set(people.split(/[\s,;]+/).filter(Boolean))].filter((name) => name !== desk.user);
    const wrong = members.find((name) => !isUserId(name));
    if (wrong !== undefined) return setError(`“${wrong}” is no name: letters, digits, - and _ only.`);
    setBusy(true);
    try {
      const session = await desk.client.createSession({ ...(title.trim() ? { title: title.trim() } : {}), members });
      desk.list.add(session);
      goTo(session.id);
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
        <input id="people" value={people} autoFocus autoComplete="off" spellCheck={false} placeholder="bob, carol" onChange={(event) => setPeople(event.target.value)} />
        <label htmlFor="title">Title <span className="optional">optional</span></label>
        <input id="title" value={title} maxLength={256} autoComplete="off" placeholder="Lunch" onChange={(event) => setTitle(event.target.value)} />
        <p className="error" role="alert">{error}</p>
        <footer>
          <button type="button" className="button" onClick={onClose}>Cancel</button>
          <button type="submit" className="button primary" disabled={busy}>Start</button>
        </footer>
      </form>
    </Dialog>
  );
}
