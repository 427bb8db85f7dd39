import { backoff, type Random } from "./backoff.js";
import { Changes, Emitter } from "./emitter.js";
import { ConfabError, connectionLost } from "./error.js";
import { Heartbeat } from "./heartbeat.js";
import { Requests } from "./requests.js";
import { Socket, type WebSocketConstructor } from "./socket.js";
import { claimsOf, refreshDelay, type Tokens } from "./token.js";
import type { Frame } from "./wire.js";

/** `offline` tries again by itself, at `retryAt`; `closed` does not: somebody has to call `connect`. */
export interface ConnectionState {
  readonly status: "connecting" | "online" | "offline" | "closed";
  readonly reason?: string;
  readonly code?: number;
  readonly retryAt?: number;
}

/** A frame as it went over the line. `at` is this machine's clock, in milliseconds. */
export interface TracedFrame {
  readonly direction: "in" | "out";
  readonly at: number;
  readonly text: string;
  readonly frame: Frame;
}

type ConnectionEvents = {
  online: void;
  offline: void;
  frame: Frame;
  trace: TracedFrame;
};

export interface Line {
  readonly url: string;
  readonly webSocket: WebSocketConstructor;
  readonly tokens: Tokens;
  readonly random: Random;
  readonly heartbeat: number;
}

const RECONNECT: ReadonlySet<number> = new Set([1001, 1006, 1012, 4408]);
const RESTARTING = 1012;
const RESTART_SPREAD = 5_000;
const ANSWER_DEADLINE = 10_000;
const REFUSAL_GRACE = 2_000;
const OPENING_DEADLINE = 15_000;

/** Keeps one authenticated socket up. What is asked while there is none fails at once with `connection_lost`. */
export class Connection {
  readonly changes = new Changes();
  readonly events = new Emitter<ConnectionEvents>();
  state: ConnectionState = { status: "closed", reason: "not connected yet" };
  userId: string | undefined;

  private readonly heartbeat: Heartbeat;
  private socket: Socket | undefined;
  private requests = new Requests();
  private attempt = 0;
  private run = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private refresh: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly line: Line) {
    this.heartbeat = new Heartbeat(line.heartbeat, () => this.beat());
  }

  get online(): boolean {
    return this.state.status === "online";
  }

  connect(): void {
    if (this.state.status !== "closed") return;
    this.attempt = 0;
    void this.open();
  }

  /** Skips the wait for the next attempt: the network is back. */
  hurry(): void {
    if (this.state.status === "offline") void this.open();
  }

  close(reason = "closed by the caller", code?: number): void {
    this.end();
    this.become({ status: "closed", reason, ...(code === undefined ? {} : { code }) });
  }

  async request(type: string, fields: object, deadline = ANSWER_DEADLINE): Promise<Frame> {
    if (!this.online) throw connectionLost("There is no connection.");
    return this.ask(type, fields, deadline);
  }

  /** Sends what has no answer; whether it went out. */
  tell(type: string, fields: object): boolean {
    return this.online && this.put({ id: this.requests.newId(), type, ...fields });
  }

  private ask(type: string, fields: object, deadline = ANSWER_DEADLINE): Promise<Frame> {
    const id = this.requests.newId();
    const answer = this.requests.wait(id, deadline);
    if (!this.put({ id, type, ...fields })) this.socket?.cut("The socket takes no more.");
    return answer;
  }

  private put(frame: Frame): boolean {
    const text = JSON.stringify(frame);
    // Traced first: an answer may come before `send` returns, and must not be seen before its question.
    this.events.emit("trace", { direction: "out", at: Date.now(), text, frame });
    return this.socket?.send(text) ?? false;
  }

  private async open(): Promise<void> {
    this.end();
    const run = this.run;
    this.become({ status: "connecting" });
    let token: string | undefined;
    try {
      token = await this.line.tokens.current();
    } catch (failure) {
      if (run === this.run) this.tokenFailed(failure);
      return;
    }
    if (run !== this.run) return;
    this.requests = new Requests();
    this.socket = new Socket(this.line.webSocket, this.line.url, {
      opened: () => void this.greet(run, token),
      received: (text) => this.received(text),
      closed: (code, reason) => this.lost(code, reason),
    });
    this.heartbeat.start();
    this.retry = setTimeout(() => this.socket?.cut("The server did not answer."), OPENING_DEADLINE);
  }

  /** Says who it is, or, where the cookie has said it, finds out whether it may stay. */
  private async greet(run: number, token: string | undefined): Promise<void> {
    try {
      if (token === undefined) await this.ask("ping", {});
      else this.authenticated(await this.ask("authenticate", { token }), token);
    } catch {
      // A refusal closes the socket, and that says why; whoever only keeps silent is cut off in the end.
      setTimeout(() => {
        if (run === this.run && !this.online) this.socket?.cut("The server did not let us in.");
      }, REFUSAL_GRACE);
      return;
    }
    if (run !== this.run) return;
    clearTimeout(this.retry);
    this.attempt = 0;
    this.become({ status: "online" });
    this.events.emit("online", undefined);
  }

  private authenticated(answer: Frame, token: string): void {
    this.userId = String(answer["userId"] ?? claimsOf(token).userId);
    const expiresAt = Date.parse(String(answer["expiresAt"])) || claimsOf(token).expiresAt;
    if (expiresAt === undefined) return;
    this.refreshIn(refreshDelay(expiresAt, Date.now()));
  }

  private refreshIn(delay: number): void {
    clearTimeout(this.refresh);
    const run = this.run;
    this.refresh = setTimeout(() => void this.renew(run), delay);
  }

  private async renew(run: number): Promise<void> {
    try {
      const token = await this.line.tokens.fresh();
      if (run === this.run) this.authenticated(await this.ask("authenticate", { token }), token);
    } catch {
      // Until the old token expires there is time to try again; then the server closes with 4401.
      if (run === this.run) this.refreshIn(1_000 + backoff(3, this.line.random));
    }
  }

  private received(text: string): void {
    let frame: Frame;
    try {
      frame = JSON.parse(text) as Frame;
    } catch {
      this.socket?.cut("The server sent what is not JSON.");
      return;
    }
    this.events.emit("trace", { direction: "in", at: Date.now(), text, frame });
    if (!this.requests.answer(frame)) this.events.emit("frame", frame);
  }

  private beat(): void {
    const silent = Date.now() - (this.socket?.heardAt ?? Date.now());
    if (silent > this.line.heartbeat * 2) this.socket?.cut("The server is silent.");
    else if (silent >= this.line.heartbeat) this.tell("ping", {});
  }

  private tokenFailed(failure: unknown): void {
    if (failure instanceof ConfabError && !failure.retryable) this.close(failure.message);
    else this.wait(failure instanceof Error ? failure.message : "There is no token.");
  }

  private lost(code: number, reason: string): void {
    if (code === 4401) this.line.tokens.forget();
    if (RECONNECT.has(code)) this.wait(reason || "The connection was lost.", code);
    else this.close(reason || `The server closed with ${code}.`, code);
  }

  private wait(reason: string, code?: number): void {
    this.end();
    const { random } = this.line;
    const delay = code === RESTARTING ? random() * RESTART_SPREAD : backoff(this.attempt++, random);
    this.become({ status: "offline", reason, retryAt: Date.now() + delay, ...(code === undefined ? {} : { code }) });
    this.retry = setTimeout(() => void this.open(), delay);
  }

  /** Leaves nothing of the present attempt: no socket, no timer, nobody who waits. */
  private end(): void {
    const wasOnline = this.online;
    this.run++;
    clearTimeout(this.retry);
    clearTimeout(this.refresh);
    this.heartbeat.stop();
    this.socket?.quit();
    this.socket = undefined;
    this.state = { status: "offline" };
    this.requests.lose();
    if (wasOnline) this.events.emit("offline", undefined);
  }

  private become(state: ConnectionState): void {
    this.state = Object.freeze(state);
    this.changes.touch();
  }
}
