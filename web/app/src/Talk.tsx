import { useCallback, useEffect, useRef, useState } from "react";
import type { ChatMessage } from "@confab/client";
import { Composer } from "./Composer";
import { useEditing } from "./editing";
import { Leftover } from "./Leftover";
import { clipped, plainOf } from "./markdown/plain";
import { MessageList } from "./MessageList";
import { Confirm } from "./part/Dialog";
import { useDesk, useLive } from "./store/desk";
import { listed } from "./store/name";
import { goTo } from "./store/route";
import { TalkHeader } from "./TalkHeader";

const EXCERPT = 200;

/** One conversation. */
export function Talk({ id }: { id: string }) {
  const desk = useDesk();
  const session = desk.client.session(id);
  const { status, behind, error } = useLive(session, (each) => each.state);
  const typing = useLive(session, (each) => each.typing);
  const [deleting, setDeleting] = useState<ChatMessage>();
  const writing = useRef<HTMLTextAreaElement>(null);
  const toComposer = useCallback(() => writing.current?.focus(), []);
  const { editing, edit, editLast, save } = useEditing(session, toComposer);

  if (status === "gone") return <Gone id={id} reason={error?.message} />;
  return (
    <section className="talk" aria-label="Conversation">
      <TalkHeader session={session} />
      {status === "idle" && error && <p className="banner bad" role="alert"><span>{error.message}</span></p>}
      <MessageList
        session={session}
        editing={editing}
        onEdit={(messageId) => {
          edit(messageId);
          if (messageId === undefined) toComposer();
        }}
        onSave={(message, content) => {
          save(message, content);
          toComposer();
        }}
        onDelete={setDeleting}
        onLeave={toComposer}
      />
      <p className="status" role="status">
        {status === "behind" && behind > 1 ? `Catching up: ${behind} events to go` : listed(typing, ["is typing …", "are typing …"])}
      </p>
      <Leftovers id={id} onUse={toComposer} />
      <Composer ref={writing} session={session} onEditLast={editLast} />
      {deleting && (
        <Confirm
          title="Delete this message?"
          text={`“${clipped(plainOf(deleting.content.slice(0, EXCERPT * 4)), EXCERPT)}”`}
          action="Delete"
          onClose={() => setDeleting(undefined)}
          onConfirm={() => void desk.attempt("The message was not deleted.", () => session.delete(deleting.id))}
        />
      )}
    </section>
  );
}

function Leftovers({ id, onUse }: { id: string; onUse?: () => void }) {
  const { writings } = useDesk();
  const leftovers = useLive(writings, (each) => each.leftovers).filter(({ sessionId }) => sessionId === id);
  const use = (leftover: (typeof leftovers)[number]) => {
    writings.reuse(leftover);
    onUse?.();
  };
  return leftovers.map((each) => <Leftover key={each.id} leftover={each} {...(onUse ? { onUse: () => use(each) } : {})} />);
}

function Gone({ id, reason }: { id: string; reason: string | undefined }) {
  const { writings } = useDesk();
  useEffect(() => writings.strandAll(id), [writings, id]);
  return (
    <section className="talk nothing" aria-label="Conversation">
      <p className="error">{reason ?? "This conversation was deleted, or you are no longer in it."}</p>
      <button type="button" className="button" autoFocus onClick={() => goTo(undefined)}>Back to the list</button>
      <Leftovers id={id} />
    </section>
  );
}
