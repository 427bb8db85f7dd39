import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import type { ChatMessage, ChatSession } from "@confab/client";
import { MessageRow, startsGroup, startsDay } from "./MessageRow";
import { Icon } from "./part/Icon";
import { messagesOf, useDesk, useLive } from "./store/desk";

export interface MessageActions {
  readonly editing: string | undefined;
  readonly onEdit: (messageId: string | undefined) => void;
  readonly onSave: (message: ChatMessage, content: string) => void;
  readonly onDelete: (message: ChatMessage) => void;
}

interface MessageListProps extends MessageActions {
  readonly session: ChatSession;
  readonly onLeave: () => void;
}

const NEAR_TOP = 1_200;
const NEAR_END = 60;
const ESTIMATE = 46;

/**
 * Shows the rows that can be seen, of however many there are. It stays at the end if it was there, and where it is
 * if older pages come in front. Arrows move through the messages, and letters act on the chosen one.
 */
export function MessageList({ session, onLeave, ...actions }: MessageListProps) {
  const desk = useDesk();
  const messages = useLive(session, messagesOf);
  const older = useLive(session, (each) => each.older);
  const state = useLive(session, (each) => each.state);
  const info = useLive(session, (each) => each.info);
  const scroller = useRef<HTMLDivElement>(null);
  const [chosen, choose] = useState<string>();
  const [atEnd, setAtEnd] = useState(true);

  const virtual = useVirtualizer({
    count: messages.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ESTIMATE,
    getItemKey: useCallback((index: number) => messages[index]!.key, [messages]),
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: NEAR_END,
    overscan: 12,
    paddingStart: 8,
    paddingEnd: 8,
    onChange: (instance) => setAtEnd(instance.isAtEnd(NEAR_END)),
  });

  const some = messages.length > 0;
  useLayoutEffect(() => {
    if (some) virtual.scrollToEnd();
  }, [virtual, some]);

  const lastKey = messages.at(-1)?.key;
  const lastIsMine = messages.at(-1)?.senderId === desk.user;
  useLayoutEffect(() => {
    // What one writes oneself is looked at, wherever one was.
    if (lastIsMine) virtual.scrollToEnd();
  }, [virtual, lastKey, lastIsMine]);

  useReading(session, atEnd);
  const loadMore = () => {
    const top = scroller.current?.scrollTop ?? Infinity;
    if (top < NEAR_TOP && older.hasOlder && !older.loading && state.status !== "joining") {
      session.loadOlder().catch((failure: Error) => desk.say(`Older messages could not be loaded. ${failure.message}`));
    }
  };
  useEffect(loadMore, [messages.length, older, state.status]);

  const key = (event: KeyboardEvent) => {
    if (event.target !== scroller.current) return;
    const at = messages.findIndex((message) => message.key === chosen);
    const message = messages[at];
    const go = (index: number) => {
      const to = messages[Math.min(Math.max(index, 0), messages.length - 1)];
      if (!to) return;
      choose(to.key);
      virtual.scrollToIndex(messages.indexOf(to), { align: "auto" });
    };
    const act: Record<string, () => void> = {
      ArrowUp: () => go(at < 0 ? messages.length - 1 : at - 1),
      ArrowDown: () => (at === messages.length - 1 ? onLeave() : go(at < 0 ? messages.length - 1 : at + 1)),
      Home: () => go(0),
      End: () => go(messages.length - 1),
      Escape: onLeave,
    };
    if (message?.delivery === "sent") {
      const mine = message.senderId === desk.user;
      if (mine) act["e"] = act["Enter"] = () => actions.onEdit(message.id);
      if (mine || info?.ownerId === desk.user) act["Delete"] = act["Backspace"] = () => actions.onDelete(message);
      act["c"] = () => void navigator.clipboard?.writeText(message.content);
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !act[event.key]) return;
    event.preventDefault();
    act[event.key]!();
  };

  const items = virtual.getVirtualItems();
  const missed = atEnd ? 0 : countAfter(messages, desk.list.marks.get(session.id));
  return (
    <div className="message-area">
      <div
        ref={scroller}
        className="messages"
        tabIndex={0}
        role="log"
        aria-label="Messages"
        aria-activedescendant={chosen && `m-${chosen}`}
        onKeyDown={key}
        onScroll={loadMore}
        onBlur={(event) => event.target === scroller.current && choose(undefined)}
      >
        {messages.length === 0 && state.status !== "joining" && state.status !== "idle" && (
          <p className="empty">Nothing here yet. Say hello.</p>
        )}
        {older.loading && <p className="loading">Loading older messages …</p>}
        <div className="canvas" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const message = messages[item.index]!;
            const before = messages[item.index - 1];
            return (
              <div key={item.key} className="slot" data-index={item.index} ref={virtual.measureElement} style={{ transform: `translateY(${item.start}px)` }}>
                <MessageRow
                  message={message}
                  day={startsDay(message, before)}
                  head={startsGroup(message, before)}
                  mine={message.senderId === desk.user}
                  owner={info?.ownerId === desk.user}
                  chosen={message.key === chosen}
                  editing={actions.editing === message.id}
                  session={session}
                  actions={actions}
                />
              </div>
            );
          })}
        </div>
      </div>
      {!atEnd && (
        <button type="button" className="to-end" onClick={() => virtual.scrollToEnd({ behavior: "auto" })}>
          <Icon name="down" /> {missed > 0 ? `${missed} new` : "To the newest"}
        </button>
      )}
    </div>
  );
}

function countAfter(messages: readonly ChatMessage[], seq: number): number {
  return messages.length - 1 - messages.findLastIndex((message) => message.seq <= seq && message.delivery === "sent");
}

/** What was at the end of the list while it was looked at is read. */
function useReading(session: ChatSession, atEnd: boolean): void {
  const { list } = useDesk();
  const seq = useLive(session, (each) => each.state.seq);
  useEffect(() => {
    const read = () => {
      if (atEnd && document.visibilityState === "visible") list.read(session.id, seq);
    };
    read();
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, [list, session, seq, atEnd]);
}
