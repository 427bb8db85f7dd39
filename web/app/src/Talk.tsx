import { useRef, useState } from "react";
import type { ChatMessage } from "@confab/client";
import { Composer } from "./Composer";
import { MessageList } from "./MessageList";
import { TalkHeader } from "./TalkHeader";
import { Confirm } from "./part/Dialog";
import { useDesk, useLive } from "./store/desk";
import { listed } from "./store/name";
import { goTo } from "./store/route";

/** One conversation. */
export function Talk({ id }: { id: string }) {
  const desk = useDesk();
  const session = desk.client.session(id);
  const { status, behind, error } = useLive(session, (each) => each.state);
  const typing = useLive(session, (each) => each.typing);
  const [editing, setEditing] = useState<string>();
  const [deleting, setDeleting] = useState<ChatMessage>();
  const writing = useRef<HTMLTextAreaElement>(null);
  const toComposer = () => writing.current?.focus();

  if (status === "gone") return <Gone reason={error?.message} />;
  const editLast = () => {
    const last = session.messages.findLast((message) => message.senderId === desk.user && message.delivery === "sent" && message.seq > 0);
    setEditing(last?.id);
  };
  const save = async (message: ChatMessage, content: string) => {
    setEditing(undefined);
    toComposer();
    if (content !== message.content) await desk.attempt("The change was not saved.", () => session.edit(message.id, content));
  };
  return (
    <main className="talk">
      <TalkHeader session={session} />
      {status === "idle" && error && <p className="banner bad"><span>{error.message}</span></p>}
      <MessageList
        session={session}
        editing={editing}
        onEdit={(messageId) => {
          setEditing(messageId);
          if (messageId === undefined) toComposer();
        }}
        onSave={(message, content) => void save(message, content)}
        onDelete={setDeleting}
        onLeave={toComposer}
      />
      <p className="status" role="status">
        {status === "behind" && behind > 1 ? `Catching up: ${behind} events to go` : listed(typing, ["is typing …", "are typing …"])}
      </p>
      <Composer ref={writing} session={session} onEditLast={editLast} />
      {deleting && (
        <Confirm
          title="Delete this message?"
          text={excerpt(deleting.content)}
          action="Delete"
          onClose={() => setDeleting(undefined)}
          onConfirm={() => void desk.attempt("The message was not deleted.", () => session.delete(deleting.id))}
        />
      )}
    </main>
  );
}

function Gone({ reason }: { reason: string | undefined }) {
  return (
    <main className="talk nothing">
      <p>{reason ?? "This conversation was deleted, or you are no longer in it."}</p>
      <button type="button" className="button" onClick={() => goTo(undefined)}>Back to the list</button>
    </main>
  );
}

function excerpt(content: string): string {
  const short = content.slice(0, 200).replace(/\s+/g, " ");
  return `“${short}${content.length > 200 ? " …" : ""}”`;
}
