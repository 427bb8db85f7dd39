import type { Random } from "./backoff.js";
import { Connection } from "./connection.js";
import { Emitter, type Listener } from "./emitter.js";
import type { ConnectionState, TracedFrame } from "./line.js";
import { watchPage } from "./page.js";
import { Rest } from "./rest.js";
import { ChatSession } from "./session.js";
import type { WebSocketConstructor } from "./socket.js";
import { Tokens, type TokenProvider } from "./token.js";
import { asEvent, asSignal, type Frame, type LogEvent, type Metadata, type Page, type Session, type SessionSummary } from "./wire.js";

export interface ConfabOptions {
  /** The server's origin, as `https://chat.example.org`; in a page by default the page's own. */
  readonly url?: string | undefined;
  /** Without it the browser's cookie speaks for the user. */
  readonly token?: TokenProvider | undefined;
  /** Who the user is, where there is no token to tell. */
  readonly userId?: string | undefined;
  /** For Node before 22: the class of the `ws` package. */
  readonly WebSocket?: WebSocketConstructor;
  readonly fetch?: typeof globalThis.fetch;
  /** Messages in a page of history, 1 to 200. */
  readonly pageSize?: number;
  /** After how many milliseconds of silence the line is tried. */
  readonly heartbeat?: number;
  /** How long one attempt to send a message waits for its answer, in milliseconds. */
  readonly ackDeadline?: number;
  /** What the server takes as one frame; a longer one is refused here, since there it would end the connection. */
  readonly maxFrameBytes?: number;
  readonly random?: Random;
}

type ClientEvents = {
  /** Every frame of the socket, both ways. */
  frame: TracedFrame;
  /** Every event of the joined sessions as it comes over the socket: perhaps twice. See `ChatSession.onEvent`. */
  event: LogEvent;
};

/** A user's line to the server: one socket, the sessions on it, and what is done by REST. */
export class Confab {
  private readonly events = new Emitter<ClientEvents>();
  private readonly line: Connection;
  private readonly rest: Rest;
  private readonly open = new Map<string, ChatSession>();
  private readonly make: (id: string) => ChatSession;
  private unwatch: (() => void) | undefined;

  readonly subscribe: (listener: Listener) => Listener;

  constructor(options: ConfabOptions = {}) {
    const origin = originOf(options.url);
    const random = options.random ?? Math.random;
    const tokens = new Tokens(options.token);
    const webSocket = options.WebSocket ?? (globalThis.WebSocket as WebSocketConstructor | undefined);
    if (!webSocket) throw new Error("There is no WebSocket here: give its class as an option.");
    const url = `${origin.replace(/^http/, "ws")}/chat/socket`;
    this.line = new Connection({ url, webSocket, tokens, random, heartbeat: options.heartbeat ?? 25_000, maxFrameBytes: options.maxFrameBytes ?? 65_536 });
    this.line.userId = options.userId;
    this.subscribe = this.line.changes.subscribe;
    const fetcher: typeof globalThis.fetch = options.fetch ?? ((...call) => globalThis.fetch(...call));
    this.rest = new Rest(origin, tokens, fetcher, random);
    const tools = {
      connection: this.line,
      rest: this.rest,
      random,
      pageSize: options.pageSize ?? 50,
      ackDeadline: options.ackDeadline ?? 10_000,
    };
    this.make = (id) => new ChatSession(id, tools);
    this.listen();
  }

  get connection(): ConnectionState {
    return this.line.state;
  }

  /** Known once the server has let the user in. */
  get userId(): string | undefined {
    return this.line.userId;
  }

  connect(): void {
    this.watch();
    this.line.connect();
  }

  /**
   * Says who the user is with this token, of the same user, instead of the provider's: on the socket that is there or, also after `closed`, on a new one.
   * Rejects if the server does not take it on the socket that is there.
   */
  authenticate(token: string): Promise<void> {
    this.watch();
    return this.line.authenticate(token);
  }

  /** Ends everything; what was not sent is refused with `closed`. */
  close(): void {
    this.unwatch?.();
    this.unwatch = undefined;
    for (const session of this.open.values()) session.close();
    this.line.close();
  }

  /** Tries to connect now if it is waiting to, or was closed. */
  reconnect(): void {
    this.line.hurry();
    this.connect();
  }

  on<Name extends keyof ClientEvents>(name: Name, listener: (value: ClientEvents[Name]) => void): Listener {
    return this.events.on(name, listener);
  }

  /** The session of that id, always the same object. It is not live until it was joined. */
  session(id: string): ChatSession {
    const session = this.open.get(id) ?? this.make(id);
    this.open.set(id, session);
    return session;
  }

  /** Leaves the session and forgets all that was loaded of it. */
  forget(id: string): void {
    this.open.get(id)?.close();
    this.open.delete(id);
  }

  /** The user's sessions, newest activity first. One that gets an event between two pages comes again behind the last; a page can be empty. */
  sessions(page: { limit?: number; cursor?: string } = {}): Promise<Page<SessionSummary>> {
    return this.rest.sessions(page.limit, page.cursor);
  }

  /** With the same key it is the same session. */
  createSession(
    session: { title?: string; members?: readonly string[]; metadata?: Metadata },
    key?: string,
  ): Promise<Session> {
    return this.rest.create(session, key);
  }

  private watch(): void {
    this.unwatch ??= watchPage({ back: () => this.line.hurry(), gone: () => this.line.networkGone() });
  }

  private listen(): void {
    const { events } = this.line;
    events.on("trace", (traced) => this.events.emit("frame", traced));
    events.on("frame", (frame) => this.received(frame));
    events.on("online", () => this.each((session) => session.online()));
    events.on("offline", () => this.each((session) => session.offline()));
  }

  private received(frame: Frame): void {
    const event = asEvent(frame);
    if (event) {
      this.open.get(event.sessionId)?.receive(event);
      this.events.emit("event", event);
      return;
    }
    const signal = asSignal(frame);
    if (signal) this.open.get(signal.sessionId)?.signal(signal);
  }

  private each(act: (session: ChatSession) => void): void {
    for (const session of [...this.open.values()]) act(session);
  }
}

function originOf(url: string | undefined): string {
  const base = url ?? (globalThis as { location?: { origin: string } }).location?.origin;
  if (base === undefined) throw new Error("There is no page here: give the server's url.");
  return new URL(base).origin;
}
