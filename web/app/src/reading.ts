import { useEffect } from "react";
import type { ChatMessage, ChatSession } from "@confab/client";
import { useDesk, useLive } from "./store/desk";

export function countAfter(messages: readonly ChatMessage[], seq: number): number {
  return messages.length - 1 - messages.findLastIndex((message) => message.seq <= seq && message.delivery === "sent");
}

/** What was at the end of the list while it was looked at is read. */
export function useReading(session: ChatSession, atEnd: boolean): void {
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
