import { useCallback, useEffect, useRef, useState } from "react";
import { Banner } from "./Banner";
import { rowOf, Sidebar } from "./Sidebar";
import { Talk } from "./Talk";
import { Underneath } from "./Underneath";
import { useDesk, useLive, type Desk } from "./store/desk";
import { isolated } from "./store/name";
import { goTo, openSession, useOpenSession } from "./store/route";
import { generalSession, isFirst } from "./store/welcome";

const WIDE = "(min-width: 720px)";

/** What a signed-in user sees. On a narrow screen it is the list or one conversation, by turns. */
export function Desktop({ onSignOut, onSignInAgain }: { onSignOut: () => void; onSignInAgain: () => void }) {
  const desk = useDesk();
  const open = useOpenSession();
  const [underneath, setUnderneath] = useState(false);
  useFirstSession();

  useEffect(() => desk.list.show(open), [desk, open]);
  useEffect(() => {
    if (underneath) desk.trace.start();
    else desk.trace.stop();
  }, [desk, underneath]);
  useSwitching();
  useReturn(open);
  useTitle();
  const toggle = useCallback(() => setUnderneath((shown) => !shown), []);

  return (
    <div className="desk" data-view={open === undefined ? "list" : "talk"} data-underneath={underneath}>
      <Banner open={open} onSignInAgain={onSignInAgain} />
      <main>
        <h1 className="heard">Confab</h1>
        <Sidebar open={open} underneath={underneath} onUnderneath={toggle} onSignOut={onSignOut} />
        {open === undefined ? <Nothing /> : <Talk key={open} id={open} />}
      </main>
      {underneath && <Underneath onClose={toggle} />}
    </div>
  );
}

function Nothing() {
  const { list } = useDesk();
  const loaded = useLive(list, (each) => each.listing.loaded);
  return <section className="talk nothing" aria-label="Conversation">{loaded && <p>Choose a conversation, or start a new one.</p>}</section>;
}

/** Opens a conversation where none is chosen. The first two users have one in common, and so has whoever has none at all. */
function useFirstSession(): void {
  const desk = useDesk();
  const loaded = useLive(desk.list, (list) => list.listing.loaded);
  const asked = useRef(false);
  useEffect(() => {
    if (!loaded || asked.current) return;
    asked.current = true;
    void (async () => {
      const { rows } = desk.list;
      const newcomer = desk.development && (isFirst(desk.user) || rows.length === 0);
      const general = newcomer ? await meet(desk) : undefined;
      if (openSession() !== undefined) return;
      const first = desk.list.rows[0]?.id ?? general;
      if (first !== undefined && (rows.length <= 1 || matchMedia(WIDE).matches)) goTo(first, true);
    })();
  }, [desk, loaded]);
}

/** The id of the newcomers' conversation; `undefined` where it was deleted, or this is no server for trying out. */
async function meet(desk: Desk): Promise<string | undefined> {
  try {
    const id = await generalSession(desk.user);
    await desk.list.listing.look(true);
    return id;
  } catch {
    return undefined;
  }
}

/** Alt with the arrows goes through the list. */
function useSwitching(): void {
  const desk = useDesk();
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (!event.altKey || step === 0) return;
      event.preventDefault();
      const ids = desk.list.rows.map((row) => row.id);
      const next = ids[ids.indexOf(openSession() ?? "") + step];
      if (next !== undefined) goTo(next);
    };
    window.addEventListener("keydown", key);
    return () => window.removeEventListener("keydown", key);
  }, [desk]);
}

/** Back in the list, the focus is at what was open. */
function useReturn(open: string | undefined): void {
  const before = useRef(open);
  useEffect(() => {
    if (open === undefined && before.current !== undefined) document.getElementById(rowOf(before.current))?.focus();
    before.current = open;
  }, [open]);
}

/** The tab says who is here, and how much waits for him. */
function useTitle(): void {
  const desk = useDesk();
  const unread = useLive(desk.list, (list) => list.rows.reduce((sum, row) => sum + row.unread, 0));
  useEffect(() => {
    document.title = `${unread > 99 ? "(99+) " : unread > 0 ? `(${unread}) ` : ""}${isolated(desk.user)} · Confab`;
    return () => {
      document.title = "Confab";
    };
  }, [desk, unread]);
}
