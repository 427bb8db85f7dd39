import { useState, type FormEvent } from "react";
import type { ChatSession } from "@confab/client";
import { People } from "./People";
import { Avatar } from "./part/Avatar";
import { IconButton } from "./part/Button";
import { Confirm, Dialog } from "./part/Dialog";
import { Menu, type MenuItem } from "./part/Menu";
import { useDesk, useLive } from "./store/desk";
import { listed, nameOf, ownerOf } from "./store/name";
import { goTo } from "./store/route";

type Shown = "people" | "rename" | "clear" | "leave" | "delete";

const SHOWN_FACES = 4;

export function TalkHeader({ session }: { session: ChatSession }) {
  const desk = useDesk();
  const info = useLive(session, (each) => each.info);
  const here = useLive(session, (each) => each.participants);
  const [shown, show] = useState<Shown>();
  const close = () => show(undefined);
  const owner = info !== undefined && ownerOf(info, desk.user);
  const owners: MenuItem[] = [
    { label: "Rename …", onChoose: () => show("rename") },
    { label: "Clear all messages …", onChoose: () => show("clear"), danger: true },
    { label: "Delete conversation …", onChoose: () => show("delete"), danger: true },
  ];
  const members: MenuItem[] = [{ label: "Leave conversation …", onChoose: () => show("leave"), danger: true }];
  const others = here.filter((userId) => userId !== desk.user);
  const name = info ? nameOf(info, desk.user) : " ";
  const present = info ? presence(others, info.members.length) : "";

  return (
    <header className="talk-header">
      <IconButton icon="back" label="Back to the list" className="only-narrow" onClick={() => goTo(undefined)} />
      <div className="title">
        <h2 title={name} dir="auto">{name}</h2>
        <p title={present}>{present}</p>
      </div>
      <button type="button" className="faces" title="People" onClick={() => show("people")}>
        {here.slice(0, SHOWN_FACES).map((userId) => <Avatar key={userId} name={userId} />)}
        <span className="heard">People: </span>
        <span className="number">{info?.members.length}</span>
        <span className="heard"> members, {here.length} here now</span>
      </button>
      <Menu icon="more" label="More" items={[{ label: "People …", onChoose: () => show("people") }, ...(owner ? owners : members)]} />
      {info && shown === "people" && <People session={session} onClose={close} />}
      {info && shown === "rename" && <Rename session={session} title={info.title ?? ""} onClose={close} />}
      {shown === "clear" && (
        <Confirm
          title="Clear all messages?"
          text="They are gone for everybody in this conversation."
          action="Clear"
          onClose={close}
          onConfirm={() => void desk.attempt("The conversation was not cleared.", () => session.clear())}
        />
      )}
      {shown === "delete" && (
        <Confirm
          title="Delete this conversation?"
          text="It is gone for everybody in it, with all its messages."
          action="Delete"
          onClose={close}
          onConfirm={() => void desk.attempt("The conversation was not deleted.", () => session.deleteSession())}
        />
      )}
      {shown === "leave" && (
        <Confirm
          title="Leave this conversation?"
          text="Only its owner can bring you back."
          action="Leave"
          onClose={close}
          onConfirm={() => void desk.attempt("You could not leave.", () => session.removeMember(desk.user))}
        />
      )}
    </header>
  );
}

function presence(others: readonly string[], members: number): string {
  if (members === 1) return "Only you";
  if (others.length === 0) return "Nobody else is here now";
  return others.length <= 3 ? listed(others, ["is here", "are here"]) : `${others.length} others are here`;
}

function Rename({ session, title, onClose }: { session: ChatSession; title: string; onClose: () => void }) {
  const desk = useDesk();
  const [text, setText] = useState(title);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onClose();
    void desk.attempt("The title was not changed.", () => session.rename(text.trim()));
  };
  return (
    <Dialog title="Rename conversation" onClose={onClose}>
      <form onSubmit={submit}>
        <label htmlFor="new-title">Title</label>
        <input id="new-title" dir="auto" value={text} maxLength={256} autoComplete="off" onChange={(event) => setText(event.target.value)} />
        <footer>
          <button type="button" className="button" onClick={onClose}>Cancel</button>
          <button type="submit" className="button primary" disabled={text.trim() === ""}>Rename</button>
        </footer>
      </form>
    </Dialog>
  );
}
