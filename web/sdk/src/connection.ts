import { now } from "./clock.js";
import { isFinal, TOO_LARGE, UNAUTHENTICATED, waitAfter } from "./closing.js";
import { Credentials } from "./credentials.js";
import { Changes, Emitter } from "./emitter.js";
import { asError, connectionLost, type ConfabError } from "./error.js";
import { Heartbeat } from "./heartbeat.js";
import type { ConnectionState, Line, TracedFrame } from "./line.js";
import { outgoing, refusalOf, type Outgoing } from "./outgoing.js";
import { Renewal } from "./renewal.js";
import { Requests } from "./requests.js";
import { Socket } from "./socket.js";
import { claimsOf, isSignedOut } from "./token.js";
import { asFrame, type Frame } from "./wire.js";

type ConnectionEvents = {
  online: void;
  offline: void;
  frame: Frame;
  trace: TracedFrame;
};

const ANSWER_DEADLINE = 10_000;
const REFUSAL_GRACE = 2_000;
const OPENING_DEADLINE = 15_000;
/** An attempt that takes longer began on a network that is no more. */
const STALE = 5_000;
/** A connection that lasted this long was a good one: the next waits begin short. */
const GOOD = 10_000;

/** Keeps one authenticated socket up. What is asked while there is none fails at once with `connection_lost`. */
export class Connection {
  readonly changes = new Changes();
  readonly events = new Emitter<ConnectionEvents>();
  state: ConnectionState = { status: "closed", reason: "not connected yet" };
  userId: string | undefined;

  private readonly heartbeat: Heartbeat;
  private readonly renewal: Renewal;
  private socket: Socket | undefined;
  private requests = new Requests();
  private attempt = 0;
  private run = 0;
  private hurried = false;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private since = 0;
  private readonly credentials: Credentials;

  constructor(private readonly line: Line) {
    this.credentials = new Credentials(line.tokens);
    this.heartbeat = new Heartbeat(line.heartbeat, {
      heardAt: () => this.socket?.heardAt ?? 0,
      ping: () => void this.tell("ping", {}),
      dead: (reason) => this.socket?.cut(reason),
    });
    this.renewal = new Renewal(() => this.renew(), line.random);
  }

  get online(): boolean {
    return this.state.status === "online";
  }

  connect(): void {
    if (this.state.status !== "closed") return;
    this.begin();
  }

  /** Says who the user is from now on. Where there is no connection it makes one, with that token. */
  async authenticate(token: string): Promise<void> {
    this.line.tokens.use(token);
    if (this.online) return this.renewal.start(await this.say(token));
    this.begin();
  }

  /**
   * Tries at once if it is waiting to or has been trying for long, and whether the line lives if there is one. An attempt that is
   * under way may have begun too early: if it fails, the next one comes soon.
   */
  hurry(): void {
    const { status } = this.state;
    if (status === "offline" || (status === "connecting" && now() - this.since > STALE)) this.open();
    else if (status === "connecting") this.hurried = true;
    else if (status === "online") this.heartbeat.probe();
  }

  /** The network is gone, as the platform says. It may be wrong, as with a server on the same machine: so it tries again. */
  networkGone(): void {
    if (this.online || this.state.status === "connecting") this.wait("The network is gone.");
  }

  close(reason = "closed by the caller", code?: number): void {
    this.end();
    this.become({ status: "closed", reason, ...(code === undefined ? {} : { code }) });
  }

  /** Rejects with nothing but a `ConfabError`; with `invalid` what is too large to be sent. */
  async request(type: string, fields: object, deadline = ANSWER_DEADLINE): Promise<Frame> {
    const refusal = this.refusalOf(type, fields);
    if (refusal) throw refusal;
    if (!this.online) throw connectionLost("There is no connection.");
    return this.ask(type, fields, deadline);
  }

  /** Why such a frame can't be sent, if it can't. */
  refusalOf(type: string, fields: object): ConfabError | undefined {
    return refusalOf(type, fields, this.line.maxFrameBytes);
  }

  /** Sends what has no answer; whether it went out. */
  tell(type: string, fields: object): boolean {
    return this.online && this.put(outgoing(this.requests.newId(), type, fields));
  }

  private ask(type: string, fields: object, deadline = ANSWER_DEADLINE): Promise<Frame> {
    const sending = outgoing(this.requests.newId(), type, fields);
    const answer = this.requests.wait(sending.id, deadline, sending.bytes);
    if (!this.put(sending)) this.socket?.cut("The socket takes no more.");
    return answer;
  }

  private put({ text, frame }: Outgoing): boolean {
    // Traced first: an answer may come before `send` returns, and must not be seen before its question.
    this.events.emit("trace", { direction: "out", at: Date.now(), text, frame });
    return this.socket?.send(text) ?? false;
  }

  /** The first attempt of a new beginning. */
  private begin(): void {
    this.attempt = 0;
    this.credentials.reset();
    this.open();
  }

  private open(): void {
    this.end();
    this.hurried = false;
    this.since = now();
    this.become({ status: "connecting" });
    const { run } = this;
    this.line.tokens.current().then(
      (token) => {
        if (run === this.run) this.dial(run, token);
      },
      (failure: unknown) => {
        if (run === this.run) this.tokenFailed(failure);
      },
    );
  }

  private dial(run: number, token: string | undefined): void {
    this.requests = new Requests();
    this.credentials.saying(token);
    try {
      this.socket = new Socket(this.line.webSocket, this.line.url, {
        opened: () => void this.greet(run, token),
        received: (text) => this.received(text),
        closed: (code, reason) => this.lost(code, reason),
      });
    } catch (failure) {
      return this.wait(asError(failure).message);
    }
    this.retry = setTimeout(() => this.socket?.cut("The server did not answer."), OPENING_DEADLINE);
  }

  /** Says who it is, or, where the cookie has said it, finds out whether it may stay. */
  private async greet(run: number, token: string | undefined): Promise<void> {
    let remaining: number | undefined;
    try {
      if (token === undefined) await this.ask("ping", {});
      else remaining = await this.say(token);
    } catch (failure) {
      // A refusal closes the socket, and that says why; whoever only keeps silent is cut off in the end.
      setTimeout(() => {
        if (run === this.run) this.notLetIn(asError(failure));
      }, REFUSAL_GRACE);
      return;
    }
    if (run !== this.run) return;
    clearTimeout(this.retry);
    this.credentials.reset();
    this.since = now();
    this.heartbeat.start();
    this.renewal.start(remaining);
    this.become({ status: "online" });
    this.events.emit("online", undefined);
  }

  private notLetIn(failure: ConfabError): void {
    if (failure.code === "unauthenticated") this.lost(UNAUTHENTICATED, failure.message);
    else this.socket?.cut("The server did not let us in.");
  }

  /** For how many milliseconds the token is good; `undefined` if nothing says so. */
  private async say(token: string): Promise<number | undefined> {
    this.credentials.saying(token);
    const answer = await this.ask("authenticate", { token });
    this.userId = String(answer["userId"] ?? claimsOf(token).userId);
    return this.credentials.accepted(token, answer);
  }

  private async renew(): Promise<number | undefined> {
    const { run } = this;
    const token = await this.line.tokens.fresh();
    if (run !== this.run) throw connectionLost();
    return this.say(token);
  }

  private received(text: string): void {
    const frame = asFrame(text);
    if (!frame) {
      this.socket?.cut("The server sent what is not a frame.");
      return;
    }
    this.events.emit("trace", { direction: "in", at: Date.now(), text, frame });
    if (!this.requests.answer(frame)) this.events.emit("frame", frame);
  }

  private tokenFailed(failure: unknown): void {
    const { message } = asError(failure);
    if (isSignedOut(failure)) this.close(message);
    else this.wait(message, this.credentials.isRefused ? UNAUTHENTICATED : undefined);
  }

  private lost(code: number, reason: string): void {
    if (code === TOO_LARGE) this.requests.refuseLargest();
    const final = code === UNAUTHENTICATED ? !this.credentials.refusedNow() : isFinal(code);
    if (final) this.close(reason || `The server closed with ${code}.`, code);
    else this.wait(reason || "The connection was lost.", code);
  }

  private wait(reason: string, code?: number): void {
    const lasted = this.online && now() - this.since >= GOOD;
    this.end();
    if (lasted) this.attempt = 0;
    const delay = waitAfter(code, this.hurried ? 0 : this.attempt++, this.line.random);
    this.become({ status: "offline", reason, retryAt: Date.now() + delay, ...(code === undefined ? {} : { code }) });
    this.retry = setTimeout(() => this.open(), delay);
  }

  /** Leaves nothing of the present attempt: no socket, no timer, nobody who waits. */
  private end(): void {
    const wasOnline = this.online;
    this.run++;
    clearTimeout(this.retry);
    this.renewal.stop();
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
