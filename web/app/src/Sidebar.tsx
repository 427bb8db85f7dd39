import { memo, useEffect, useRef, useState } from "react";
import { NewSession } from "./NewSession";
import { Mark } from "./SignIn";
import { Avatar } from "./part/Avatar";
import { IconButton } from "./part/Button";
import { ThemeButton } from "./part/ThemeButton";
import { plainOf } from "./markdown/plain";
import { shortOf, useToday } from "./store/clock";
import { useDesk, useLive, useOnline } from "./store/desk";
import { isolated, listed, nameOf } from "./store/name";
import { goTo } from "./store/route";
import type { Row } from "./store/sessions";

const NEAR_END = 600;
const PREVIEWED = 300;

export const rowOf = (sessionId: string): string => `row-${sessionId}`;

interface SidebarProps {
  readonly open: string | undefined;
  readonly underneath: boolean;
  readonly onUnderneath: () => void;
  readonly onSignOut: () => void;
}

export function Sidebar({ open, underneath, onUnderneath, onSignOut }: SidebarProps) {
  const desk = useDesk();
  const online = useOnline();
  const [making, setMaking] = useState(false);
  return (
    <nav className="sidebar" aria-label="Conversations">
      <header>
        <p className="brand"><Mark /> Confab</p>
        <IconButton icon="add" label="New conversation" onClick={() => setMaking(true)} />
      </header>
      <Rows open={open} />
      <footer>
        <span className="me" title={`${desk.user}, ${online ? "connected" : "not connected"}`}>
          <Avatar name={desk.user} here={online} />
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

/** All conversations; further ones are loaded as one comes near the end. */
function Rows({ open }: { open: string | undefined }) {
  const { list, user } = useDesk();
  const rows = useLive(list, (each) => each.rows);
  const loaded = useLive(list, (each) => each.listing.loaded);
  const hasMore = useLive(list, (each) => each.listing.hasMore);
  const error = useLive(list, (each) => each.listing.error);
  const online = useOnline();
  const today = useToday();
  const scroller = useRef<HTMLUListElement>(null);
  const loadMore = () => {
    const { scrollHeight, scrollTop, clientHeight } = scroller.current!;
    const isNear = clientHeight > 0 && scrollHeight - scrollTop - clientHeight < NEAR_END;
    // What went wrong is shown, with a way to try again.
    if (isNear && hasMore && error === undefined) list.listing.more().catch(() => undefined);
  };
  useEffect(loadMore, [list, rows.length, hasMore, error]);
  return (
    <ul className="rows" ref={scroller} onScroll={loadMore}>
      {rows.map((row) => (
        <li key={row.id}>
          <SessionRow row={row} me={user} current={row.id === open} today={today} />
        </li>
      ))}
      {loaded && rows.length === 0 && <li className="empty">No conversations yet.</li>}
      {online && error !== undefined && (
        <li className="empty error" role="alert">
          The list could not be loaded. {error} <button type="button" className="link" onClick={() => void list.listing.look(true)}>Try again</button>
        </li>
      )}
    </ul>
  );
}

const SessionRow = memo(
  function SessionRow({ row, me, current }: { row: Row; me: string; current: boolean; today: string }) {
    const { session, last, unread, news, typing } = row;
    const name = nameOf(session, me);
    return (
      <button
        type="button"
        id={rowOf(row.id)}
        title={name}
        className={`row ${news && !current ? "unread" : ""}`}
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
            {news && !current && <Count unread={unread} />}
          </span>
        </span>
      </button>
    );
  },
  (a, b) =>
    a.current === b.current &&
    a.row.session === b.row.session &&
    a.row.last === b.row.last &&
    a.today === b.today &&
    a.row.unread === b.row.unread &&
    a.row.news === b.row.news &&
    a.row.typing === b.row.typing,
);

/** How many; only that there are some where they can't be counted here. */
function Count({ unread }: { unread: number }) {
  if (unread === 0) return <span className="count some"><span className="heard">unread</span></span>;
  return <span className="count">{unread > 99 ? "99+" : unread}<span className="heard"> unread</span></span>;
}

function preview({ last, session }: Row, me: string): string {
  if (!last) return session.messageCount > 0 ? "" : "No messages yet";
  const text = plainOf(last.content.slice(0, PREVIEWED));
  return last.role === "system" ? text : `${last.senderId === me ? "You" : isolated(last.senderId)}: ${text}`;
}
