// Hooks for React. Components render again when, and only when, what they use has changed.
import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { ChatMessage, Confab, ConnectionState, SyncState } from "@confab/client";

export function useConnection(chat: Confab): ConnectionState {
  return useSyncExternalStore(chat.subscribe, () => chat.connection);
}

export interface LiveSession {
  readonly messages: readonly ChatMessage[];
  readonly typing: readonly string[];
  readonly state: SyncState;
  readonly send: (content: string) => void;
}

/** Joins the session for as long as the component is there. */
export function useSession(chat: Confab, id: string): LiveSession {
  const session = useMemo(() => chat.session(id), [chat, id]);
  useEffect(() => {
    session.join();
    return () => session.leave();
  }, [session]);
  const messages = useSyncExternalStore(session.subscribe, () => session.messages);
  const typing = useSyncExternalStore(session.subscribe, () => session.typing);
  const state = useSyncExternalStore(session.subscribe, () => session.state);
  // A refusal shows in `messages`, as one that failed.
  const send = (content: string) => void session.send(content).catch(() => undefined);
  return { messages, typing, state, send };
}
