import { backoff, newKey, pause, type Random } from "./backoff.js";
import { now } from "./clock.js";
import { asError, ConfabError, connectionLost, errorOf, timedOut } from "./error.js";
import type { Tokens } from "./token.js";
import type { EventPage, Message, Metadata, Page, Session, SessionSummary } from "./wire.js";

type Query = Record<string, string | number | undefined>;

interface Call {
  readonly query?: Query;
  readonly body?: unknown;
  readonly key?: string;
}

const READ_ATTEMPTS = 4;
const WRITE_PATIENCE = 30_000;
const DEADLINE = 15_000;

/**
 * The REST side. Every call can be repeated, since each write has a key, and is while that can help: a read a few times, a write for half
 * a minute. Calls reject with nothing but a `ConfabError`.
 */
export class Rest {
  constructor(
    private readonly origin: string,
    private readonly tokens: Tokens,
    private readonly fetch: typeof globalThis.fetch,
    private readonly random: Random,
  ) {}

  sessions(limit?: number, cursor?: string): Promise<Page<SessionSummary>> {
    return this.call("GET", "/chat/sessions", { query: { limit, cursor } });
  }

  session(id: string): Promise<Session> {
    return this.call("GET", sessionPath(id));
  }

  create(body: { title?: string; members?: readonly string[]; metadata?: Metadata }, key?: string): Promise<Session> {
    return this.write("POST", "/chat/sessions", { body, ...(key === undefined ? {} : { key }) });
  }

  update(id: string, body: { title?: string | null; metadata?: Metadata }): Promise<Session> {
    return this.write("PATCH", sessionPath(id), { body });
  }

  remove(id: string): Promise<void> {
    return this.write("DELETE", sessionPath(id));
  }

  clear(id: string): Promise<void> {
    return this.write("DELETE", `${sessionPath(id)}/messages`);
  }

  addMember(id: string, userId: string): Promise<void> {
    return this.write("PUT", `${sessionPath(id)}/members/${encodeURIComponent(userId)}`);
  }

  removeMember(id: string, userId: string): Promise<void> {
    return this.write("DELETE", `${sessionPath(id)}/members/${encodeURIComponent(userId)}`);
  }

  /** The newest page, or the one before a seq; never older than `minSeq`. */
  messages(id: string, query: { limit: number; before?: number; minSeq: number }): Promise<Page<Message>> {
    return this.call("GET", `${sessionPath(id)}/messages`, { query });
  }

  events(id: string, query: { after: number; limit: number; minSeq: number }): Promise<EventPage> {
    return this.call("GET", `${sessionPath(id)}/events`, { query });
  }

  private write<T>(method: string, path: string, call: Call = {}): Promise<T> {
    return this.call(method, path, { key: newKey(), ...call });
  }

  private async call<T>(method: string, path: string, call: Call = {}): Promise<T> {
    const end = now() + WRITE_PATIENCE;
    let refused = false;
    for (let attempt = 1; ; attempt++) {
      let token: string | undefined;
      try {
        token = await this.tokens.current();
        return await this.once<T>(token, method, path, call);
      } catch (failure) {
        const error = asError(failure);
        const again = call.key === undefined ? attempt < READ_ATTEMPTS : now() < end;
        const unauthenticated = error.code === "unauthenticated" && token !== undefined;
        const askAgain = unauthenticated && !refused;
        if (unauthenticated) {
          this.tokens.refused(token);
          refused = true;
        }
        if (!again || !(askAgain || error.retryable)) throw error;
        await pause(backoff(attempt, this.random, 250, 4_000));
      }
    }
  }

  private async once<T>(token: string | undefined, method: string, path: string, call: Call): Promise<T> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (token !== undefined) headers["Authorization"] = `Bearer ${token}`;
    if (call.key !== undefined) headers["Idempotency-Key"] = call.key;
    if (call.body !== undefined) headers["Content-Type"] = "application/json";
    const given = Object.entries(call.query ?? {}).filter(([, value]) => value !== undefined);
    const query = given.length === 0 ? "" : `?${new URLSearchParams(given.map(([k, v]) => [k, String(v)]))}`;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), DEADLINE);
    try {
      const response = await this.fetch(`${this.origin}${path}${query}`, {
        method,
        headers,
        credentials: token === undefined ? "include" : "omit",
        signal: stop.signal,
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      });
      const text = await response.text();
      if (!response.ok) throw errorOf(parsed(text), response.status);
      return (text === "" ? undefined : JSON.parse(text)) as T;
    } catch (failure) {
      if (failure instanceof ConfabError) throw failure;
      throw stop.signal.aborted ? timedOut() : connectionLost(failure instanceof Error ? failure.message : undefined);
    } finally {
      clearTimeout(timer);
    }
  }
}

function sessionPath(id: string): string {
  return `/chat/sessions/${encodeURIComponent(id)}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
