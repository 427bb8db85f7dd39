import { createContext, useContext, useSyncExternalStore } from "react";
import { Confab, type ChatMessage, type ChatSession, type ConnectionState } from "@confab/client";
import { tokenOf, type Account } from "./account";
import { SessionList } from "./sessions";
import { Trace } from "./trace";

/** All that a signed-in user has: his line, his sessions, what happens underneath, and what was said to him last. */
export class Desk {
  readonly client: Confab;
  readonly list: SessionList;
  readonly trace: Trace;
  notice: string | undefined;
  private readonly listeners = new Set<() => void>();
  private cookieTaken = false;

  constructor(private readonly account: Account) {
    this.client = new Confab({ token: () => account.token(), userId: account.user, pageSize: 60 });
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
  }

  stop(): void {
    this.trace.stop();
    this.list.stop();
    this.client.close();
  }

  /**
   * A cookie of somebody else speaks before the token does, and then the token is refused. It can't be left out of a
   * handshake, but it can be replaced. Whether it was worth a try.
   */
  async takeCookie(): Promise<boolean> {
    if (this.cookieTaken || !this.development) return false;
    this.cookieTaken = true;
    await tokenOf(this.user, true);
    this.client.connect();
    return true;
  }

  /** Says something to the user, until it is dismissed or something else is said. */
  say(notice: string | undefined): void {
    this.notice = notice;
    for (const listener of [...this.listeners]) listener();
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
