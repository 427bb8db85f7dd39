import { memo, useState } from "react";
import { NewSession } from "./NewSession";
import { Mark } from "./SignIn";
import { Avatar } from "./part/Avatar";
import { IconButton } from "./part/Button";
import { ThemeButton } from "./part/ThemeButton";
import { shortOf } from "./store/clock";
import { useConnection, useDesk, useLive } from "./store/desk";
import { listed, nameOf } from "./store/name";
import { goTo } from "./store/route";
import type { Row } from "./store/sessions";

interface SidebarProps {
  readonly open: string | undefined;
  readonly underneath: boolean;
  readonly onUnderneath: () => void;
  readonly onSignOut: () => void;
}

export function Sidebar({ open, underneath, onUnderneath, onSignOut }: SidebarProps) {
  const desk = useDesk();
  const rows = useLive(desk.list, (list) => list.rows);
  const loaded = useLive(desk.list, (list) => list.loaded);
  const { status } = useConnection();
  const [making, setMaking] = useState(false);
  return (
    <nav className="sidebar" aria-label="Conversations">
      <header>
        <h1><Mark /> Confab</h1>
        <IconButton icon="add" label="New conversation" onClick={() => setMaking(true)} />
      </header>
      <ul className="rows">
        {rows.map((row) => (
          <li key={row.id}>
            <SessionRow row={row} me={desk.user} current={row.id === open} />
          </li>
        ))}
        {loaded && rows.length === 0 && <li className="empty">No conversations yet.</li>}
      </ul>
      <footer>
        <span className="me">
          <Avatar name={desk.user} here={status === "online"} />
          <bdi>{desk.user}</bdi>
        </span>
        <IconButton icon="pulse" label="What happens underneath" aria-pressed={underneath} onClick={onUnderneath} />
        <ThemeButton />
        <IconButton icon="out" label="Sign out" onClick={onSignOut} />
      </footer>
      {making && <NewSession onClose={() => setMaking(false)} />}
    </nav>
  );
}

const SessionRow = memo(
  function SessionRow({ row, me, current }: { row: Row; me: string; current: boolean }) {
    const { session, last, unread, typing } = row;
    const name = nameOf(session, me);
    return (
      <button
        type="button"
        className={`row ${unread > 0 && !current ? "unread" : ""}`}
        aria-current={current ? "page" : undefined}
        onClick={() => goTo(row.id)}
      >
        <Avatar name={name} />
        <span className="what">
          <span className="line">
            <bdi className="name">{name}</bdi>
            <time dateTime={session.updatedAt}>{shortOf(last?.createdAt ?? session.updatedAt)}</time>
          </span>
          <span className="line">
            <bdi className={`last ${typing.length > 0 ? "typing" : ""}`}>
              {typing.length > 0 ? listed(typing, ["is typing …", "are typing …"]) : preview(row, me)}
            </bdi>
            {unread > 0 && !current && <span className="count" aria-label={`${unread} unread`}>{unread > 99 ? "99+" : unread}</span>}
          </span>
        </span>
      </button>
    );
  },
  (a, b) =>
    a.current === b.current &&
    a.row.session === b.row.session &&
    a.row.last === b.row.last &&
    a.row.unread === b.row.unread &&
    a.row.typing === b.row.typing,
);

function preview({ last, session }: Row, me: string): string {
  if (!last) return session.messageCount > 0 ? "" : "No messages yet";
  const text = last.content.slice(0, 200).replace(/\s+/g, " ").replace(/[*_`~#>]+/g, "");
  return last.role === "system" ? text : `${last.senderId === me ? "You" : last.senderId}: ${text}`;
}
