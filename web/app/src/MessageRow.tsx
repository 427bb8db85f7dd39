import { memo } from "react";
import type { ChatMessage, ChatSession } from "@confab/client";
import { Editor } from "./Editor";
import { Markdown } from "./markdown/Markdown";
import type { MessageActions } from "./MessageList";
import { Avatar } from "./part/Avatar";
import { IconButton } from "./part/Button";
import { briefOf, dayOf, sameDay, timeOf, wholeOf } from "./store/clock";

interface MessageRowProps {
  readonly message: ChatMessage;
  readonly day: boolean;
  readonly head: boolean;
  readonly mine: boolean;
  readonly owner: boolean;
  readonly chosen: boolean;
  readonly editing: boolean;
  readonly session: ChatSession;
  readonly actions: MessageActions;
}

const GROUP = 5 * 60_000;

export function startsDay(message: ChatMessage, before: ChatMessage | undefined): boolean {
  return !before || !sameDay(message.createdAt, before.createdAt);
}

/** Whether it says who speaks: not if he spoke just before. */
export function startsGroup(message: ChatMessage, before: ChatMessage | undefined): boolean {
  if (!before || startsDay(message, before)) return true;
  if (message.senderId !== before.senderId || message.role !== before.role) return true;
  return Date.parse(message.createdAt) - Date.parse(before.createdAt) > GROUP;
}

export const MessageRow = memo(
  Row,
  (a, b) =>
    a.message === b.message &&
    a.day === b.day &&
    a.head === b.head &&
    a.owner === b.owner &&
    a.chosen === b.chosen &&
    a.editing === b.editing &&
    a.session === b.session,
);

function Row({ message, day, head, mine, owner, chosen, editing, session, actions }: MessageRowProps) {
  const { role, delivery, senderId, createdAt } = message;
  const classes = ["message", role, head ? "head" : "", mine ? "mine" : "", chosen ? "chosen" : "", delivery].join(" ");
  return (
    <>
      {day && <div className="day"><span>{dayOf(createdAt)}</span></div>}
      <article id={`m-${message.key}`} className={classes} aria-label={`${senderId}, ${timeOf(createdAt)}`} tabIndex={-1}>
        <div className="gutter">
          {head && role !== "system" ? <Avatar name={senderId} role={role} /> : <time dateTime={createdAt} title={wholeOf(createdAt)}>{briefOf(createdAt)}</time>}
        </div>
        <div className="body">
          {head && (
            <p className="by">
              <bdi className="sender">{senderId}</bdi>
              {role !== "user" && <span className="tag">{role}</span>}
              <time dateTime={createdAt} title={wholeOf(createdAt)}>{timeOf(createdAt)}</time>
            </p>
          )}
          {editing ? (
            <Editor content={message.content} onSave={(content) => actions.onSave(message, content)} onCancel={() => actions.onEdit(undefined)} />
          ) : (
            <Markdown text={message.content} />
          )}
          <Foot message={message} session={session} />
        </div>
        {delivery === "sent" && !editing && <Actions message={message} mine={mine} owner={owner} actions={actions} />}
      </article>
    </>
  );
}

function Foot({ message, session }: { message: ChatMessage; session: ChatSession }) {
  const { delivery, editedAt, error, clientId = "" } = message;
  if (delivery === "failed") {
    return (
      <p className="foot failed" role="alert">
        Not sent: {error?.message}{" "}
        <button type="button" className="link" onClick={() => void session.retry(clientId).catch(() => undefined)}>Try again</button>
        <button type="button" className="link" onClick={() => session.discard(clientId)}>Discard</button>
      </p>
    );
  }
  return editedAt === undefined ? null : <p className="foot" title={wholeOf(editedAt)}>edited</p>;
}

function Actions({ message, mine, owner, actions }: { message: ChatMessage; mine: boolean; owner: boolean; actions: MessageActions }) {
  return (
    <div className="actions">
      <IconButton icon="copy" label="Copy" tabIndex={-1} onClick={() => void navigator.clipboard?.writeText(message.content)} />
      {mine && <IconButton icon="edit" label="Edit" tabIndex={-1} onClick={() => actions.onEdit(message.id)} />}
      {(mine || owner) && <IconButton icon="trash" label="Delete" tabIndex={-1} onClick={() => actions.onDelete(message)} />}
    </div>
  );
}
