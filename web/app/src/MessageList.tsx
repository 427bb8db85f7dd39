import { defaultRangeExtractor, useVirtualizer, type Range } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { ChatMessage, ChatSession } from "@confab/client";
import { useChoosing } from "./choosing";
import { MessageRow, startsDay, startsGroup } from "./MessageRow";
import { useAnchoredEnd } from "./part/anchor";
import { useCopying } from "./part/copying";
import { Icon } from "./part/Icon";
import { countAfter, useReading } from "./reading";
import { useToday } from "./store/clock";
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
  const [atEnd, setAtEnd] = useState(true);
  const { copied, copy } = useCopying();
  const today = useToday();
  const isOwner = info?.ownerId === desk.user;

  const kept = useRef<readonly number[]>([]);
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
    rangeExtractor: (range) => withKept(range, kept.current),
    onChange: (instance) => setAtEnd(instance.isAtEnd(NEAR_END)),
  });
  const choosing = useChoosing({
    messages,
    reveal: (index) => virtual.scrollToIndex(index, { align: "auto" }),
    actsOn: (message) => ({
      ...(message.delivery === "sent" ? changes(message, message.senderId === desk.user, isOwner, actions) : {}),
      c: () => copy(message.content),
    }),
    onLeave,
  });
  const { chosen } = choosing;
  // What has the focus or is being changed stays, however far one scrolls.
  kept.current = chosen === undefined && actions.editing === undefined ? [] : indexesOf(messages, ({ key, id }) => key === chosen || id === actions.editing);

  useAnchoredEnd(scroller);
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

  const missed = atEnd ? 0 : countAfter(messages, desk.list.marks.get(session.id));
  return (
    <div className="message-area">
      <div
        ref={scroller}
        className="messages"
        tabIndex={0}
        role="log"
        aria-label="Messages"
        aria-live={atEnd ? "polite" : "off"}
        onKeyDown={choosing.onKeyDown}
        onFocus={choosing.onFocus}
        onBlur={choosing.onBlur}
        onScroll={loadMore}
      >
        {!some && state.status !== "joining" && state.status !== "idle" && <p className="empty">Nothing here yet. Say hello.</p>}
        {older.loading && <p className="loading">Loading older messages …</p>}
        <div className="canvas" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const message = messages[item.index]!;
            const before = messages[item.index - 1];
            return (
              <div key={item.key} className="slot" data-index={item.index} ref={virtual.measureElement} style={{ transform: `translateY(${item.start}px)` }}>
                <MessageRow
                  message={message}
                  today={startsDay(message, before) ? today : undefined}
                  head={startsGroup(message, before)}
                  mine={message.senderId === desk.user}
                  owner={isOwner}
                  chosen={message.key === chosen}
                  editing={actions.editing === message.id}
                  session={session}
                  actions={actions}
                  onCopy={copy}
                />
              </div>
            );
          })}
        </div>
      </div>
      <p className="told" role="status">{copied !== undefined && (copied ? "Copied" : "This browser does not let it be copied")}</p>
      {!atEnd && (
        <button type="button" className="to-end" onClick={() => virtual.scrollToEnd({ behavior: "auto" })}>
          <Icon name="down" /> {missed > 0 ? `${missed} new` : "To the newest"}
        </button>
      )}
    </div>
  );
}

function changes(message: ChatMessage, mine: boolean, owner: boolean, { onEdit, onDelete }: MessageActions): Record<string, () => void> {
  const edit = () => onEdit(message.id);
  const remove = () => onDelete(message);
  return { ...(mine ? { e: edit, Enter: edit } : {}), ...(mine || owner ? { Delete: remove, Backspace: remove } : {}) };
}

function withKept(range: Range, kept: readonly number[]): number[] {
  const seen = defaultRangeExtractor(range);
  const more = kept.filter((index) => index < range.count && !seen.includes(index));
  return more.length === 0 ? seen : [...seen, ...more].sort((a, b) => a - b);
}

function indexesOf<T>(all: readonly T[], test: (each: T) => boolean): readonly number[] {
  return all.flatMap((each, index) => (test(each) ? [index] : []));
}
