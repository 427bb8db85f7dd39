import { useEffect, useState } from "react";
import type { ChatMessage, ChatSession } from "@confab/client";
import { messagesOf, useDesk, useLive } from "./store/desk";
import { editOf } from "./store/writings";

interface Editing {
  /** The message that is being changed. */
  readonly editing: string | undefined;
  readonly edit: (messageId: string | undefined) => void;
  readonly editLast: () => void;
  readonly save: (message: ChatMessage, content: string) => void;
}

/**
 * Which message of the session is being changed; after a reload, the one that was before. If it is deleted meanwhile, what was
 * written becomes a leftover, and `onLost` is called.
 */
export function useEditing(session: ChatSession, onLost: () => void): Editing {
  const desk = useDesk();
  const { writings } = desk;
  const [editing, edit] = useState(() => writings.of("edit", session.id).at(-1)?.id.slice(editOf("").length));
  const messages = useLive(session, messagesOf);
  const isLive = useLive(session, (each) => each.state.status === "live");
  const { hasOlder } = useLive(session, (each) => each.older);

  useEffect(() => {
    if (editing === undefined || !isLive || messages.some(({ id }) => id === editing)) return;
    const kept = writings.get(editOf(editing));
    const first = messages[0]?.seq ?? Infinity;
    // On a page that is not loaded it may be still there.
    if (hasOlder && kept !== undefined && (kept.seq ?? 0) < first) return;
    writings.strand(editOf(editing), "The message that you were changing was deleted.");
    edit(undefined);
    onLost();
  }, [writings, editing, isLive, hasOlder, messages, onLost]);

  const editLast = () => {
    const last = session.messages.findLast((message) => message.senderId === desk.user && message.delivery === "sent" && message.seq > 0);
    edit(last?.id);
  };
  const save = (message: ChatMessage, content: string) => {
    edit(undefined);
    if (content === message.content) return;
    void desk.edit(session, message, content).then((saved) => {
      if (!saved) edit((other) => other ?? message.id);
    });
  };
  return { editing, edit, editLast, save };
}
