import { memo } from "react";
import type { ChatMessage, ChatSession } from "@confab/client";
import { elementOf } from "./choosing";
import { Editor } from "./Editor";
import { Markdown } from "./markdown/Markdown";
import type { MessageActions } from "./MessageList";
import { Avatar } from "./part/Avatar";
import { Boundary } from "./part/Boundary";
import { IconButton } from "./part/Button";
import { briefOf, dayOf, sameDay, timeOf, wholeOf } from "./store/clock";
import { useDesk } from "./store/desk";

interface MessageRowProps {
  readonly message: ChatMessage;
  /** Given if it is the first of its day: the present day, which tells how that one is called. */
  readonly today: string | undefined;
  readonly head: boolean;
  readonly mine: boolean;
  readonly owner: boolean;
  readonly chosen: boolean;
  readonly editing: boolean;
  readonly session: ChatSession;
  readonly actions: MessageActions;
  readonly onCopy: (text: string) => void;
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
    a.today === b.today &&
    a.head === b.head &&
    a.owner === b.owner &&
    a.chosen === b.chosen &&
    a.editing === b.editing &&
    a.session === b.session,
);

function Row({ message, today, head, mine, owner, chosen, editing, session, actions, onCopy }: MessageRowProps) {
  const { role, delivery, senderId, createdAt } = message;
  const classes = ["message", role, head ? "head" : "", mine ? "mine" : "", chosen ? "chosen" : "", delivery].join(" ");
  return (
    <>
      {today !== undefined && <div className="day"><span>{dayOf(createdAt)}</span></div>}
      <article id={elementOf(message.key)} className={classes} aria-label={`${senderId}, ${timeOf(createdAt)}`} tabIndex={-1}>
        <div className="gutter">
          {head && role !== "system" ? <Avatar name={senderId} role={role} /> : <time dateTime={createdAt} title={wholeOf(createdAt)}>{briefOf(createdAt)}</time>}
        </div>
        <div className="body">
          {head && (
            <p className="by">
              <bdi className="sender" title={senderId}>{senderId}</bdi>
              {role !== "user" && <span className="tag">{role}</span>}
              <time dateTime={createdAt} title={wholeOf(createdAt)}>{timeOf(createdAt)}</time>
            </p>
          )}
          {editing ? (
            <Editor message={message} onSave={(content) => actions.onSave(message, content)} onCancel={() => actions.onEdit(undefined)} />
          ) : (
            <Boundary fallback={<p dir="auto">{message.content}</p>}>
              <Markdown text={message.content} reachable={chosen} />
            </Boundary>
          )}
          <Foot message={message} session={session} />
        </div>
        {delivery === "sent" && !editing && <Actions message={message} mine={mine} owner={owner} chosen={chosen} actions={actions} onCopy={onCopy} />}
      </article>
    </>
  );
}

function Foot({ message, session }: { message: ChatMessage; session: ChatSession }) {
  const desk = useDesk();
  const { delivery, editedAt, error, clientId = "" } = message;
  if (delivery === "failed") {
    return (
      <p className="foot failed" role="alert">
        Not sent: {error?.message}{" "}
        <button type="button" className="link" onClick={() => desk.retry(session, clientId)}>Try again</button>
        <button type="button" className="link" onClick={() => desk.discard(session, clientId)}>Discard</button>
      </p>
    );
  }
  return editedAt === undefined ? null : <p className="foot" title={wholeOf(editedAt)}>edited</p>;
}

type ActionsProps = Pick<MessageRowProps, "message" | "mine" | "owner" | "chosen" | "actions" | "onCopy">;

function Actions({ message, mine, owner, chosen, actions, onCopy }: ActionsProps) {
  const tabIndex = chosen ? 0 : -1;
  return (
    <div className="actions">
      <IconButton icon="copy" label="Copy" tabIndex={tabIndex} onClick={() => onCopy(message.content)} />
      {mine && <IconButton icon="edit" label="Edit" tabIndex={tabIndex} onClick={() => actions.onEdit(message.id)} />}
      {(mine || owner) && <IconButton icon="trash" label="Delete" tabIndex={tabIndex} onClick={() => actions.onDelete(message)} />}
    </div>
  );
}
