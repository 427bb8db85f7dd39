import { createContext, useContext, useSyncExternalStore } from "react";
import { Confab, ConfabError, type ChatMessage, type ChatSession, type ConnectionState } from "@confab/client";
import { isUnreachable, type Account } from "./account";
import { newKey } from "./key";
import { useNetwork } from "./network";
import { SessionList } from "./sessions";
import { Trace } from "./trace";
import { editOf, letterOf, type Writings } from "./writings";

/** Why there is no token now; `final` if asking again is of no use. */
export interface TokenTrouble {
  readonly message: string;
  readonly final: boolean;
}

/** All that a signed-in user has: his line, his sessions, what he wrote, what happens underneath, and what was said to him last. */
export class Desk {
  readonly client: Confab;
  readonly list: SessionList;
  readonly trace: Trace;
  notice: string | undefined;
  tokenTrouble: TokenTrouble | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly account: Account,
    readonly writings: Writings,
  ) {
    this.client = new Confab({ token: () => this.token(), userId: account.user, pageSize: 60 });
    this.list = new SessionList(this.client, account.user);
    this.trace = new Trace(this.client);
  }

  get user(): string {
    return this.account.user;
  }

  /** Whether this is a server for trying out. */
  get development(): boolean {
    return this.account.development;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  start(): void {
    this.client.connect();
    this.list.start();
    this.sendKept();
  }

  stop(): void {
    this.trace.stop();
    this.list.stop();
    this.client.close();
  }

  /** Sends a message, and keeps it until the server has it. A refusal shows at the message itself. */
  send(session: ChatSession, text: string): void {
    const clientId = newKey();
    this.writings.letter(session.id, clientId, text);
    this.follow(session, clientId, session.send(text, { clientId }));
  }

  retry(session: ChatSession, clientId: string): void {
    this.writings.refused(clientId, false);
    this.follow(session, clientId, session.retry(clientId));
  }

  discard(session: ChatSession, clientId: string): void {
    this.writings.remove(letterOf(clientId));
    session.discard(clientId);
  }

  /** Changes a message. What was written is kept until the server has it; whether it has. */
  async edit(session: ChatSession, message: ChatMessage, text: string): Promise<boolean> {
    this.writings.edit(session.id, message.id, message.seq, text);
    const sent = await this.attempt("The change was not saved.", () => session.edit(message.id, text));
    if (sent !== undefined) this.writings.remove(editOf(message.id));
    return sent !== undefined;
  }

  /** Says something to the user, until it is dismissed or something else is said. */
  say(notice: string | undefined): void {
    this.notice = notice;
    this.tell();
  }

  /** Does it, and says so if it fails. */
  async attempt<T>(what: string, act: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await act();
      if (this.notice !== undefined) this.say(undefined);
      return result;
    } catch (failure) {
      this.say(`${what} ${failure instanceof Error ? failure.message : String(failure)}`);
      return undefined;
    }
  }

  /** What was under way when the page was left. The server knows a message that it has already by its key. */
  private sendKept(): void {
    for (const { id, sessionId, text, refused = false } of this.writings.of("letter")) {
      const session = this.client.session(sessionId);
      const clientId = id.slice(letterOf("").length);
      if (refused) this.writings.strand(id, "This was not sent.");
      else this.follow(session, clientId, session.send(text, { clientId }));
    }
  }

  private follow(session: ChatSession, clientId: string, sent: Promise<unknown>): void {
    const id = letterOf(clientId);
    sent.then(
      () => this.writings.remove(id),
      (failure: unknown) => {
        const code = failure instanceof ConfabError ? failure.code : undefined;
        // The page ends, and its successor sends it.
        if (code === "closed") return;
        if (code !== "session_not_found") return this.writings.refused(clientId, true);
        this.writings.strand(id, "This was not sent, since the conversation is gone.");
        session.discard(clientId);
      },
    );
  }

  private async token(): Promise<string> {
    try {
      const token = await this.account.token();
      this.trouble(undefined);
      return token;
    } catch (failure) {
      const final = failure instanceof ConfabError && !failure.retryable;
      this.trouble({ message: isUnreachable(failure) ? "The sign-in service can't be reached." : (failure as Error).message, final });
      throw failure;
    }
  }

  private trouble(trouble: TokenTrouble | undefined): void {
    if (trouble === undefined && this.tokenTrouble === undefined) return;
    this.tokenTrouble = trouble;
    this.tell();
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("Nobody is signed in here.");
  return desk;
}

interface Observable {
  readonly subscribe: (listener: () => void) => () => void;
}

/** What the getter gives must be the same until it changes. */
export function useLive<O extends Observable, T>(of: O, get: (of: O) => T): T {
  return useSyncExternalStore(of.subscribe, () => get(of));
}

export const messagesOf = (session: ChatSession): readonly ChatMessage[] => session.messages;

export function useConnection(): ConnectionState {
  return useLive(useDesk().client, (client) => client.connection);
}

/** Whether there is a line, and a network for it. */
export function useOnline(): boolean {
  const { status } = useConnection();
  return useNetwork() && status === "online";
}
