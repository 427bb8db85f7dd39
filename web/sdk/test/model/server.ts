import type { WebSocketConstructor } from "../../src/index.js";
import type { Chance } from "./chance.js";
import { FakeSocket, type Faults, type Peer } from "./line.js";
import { fold, type Log } from "./log.js";

/** A server of one session, on bad lines and with a view that lags behind the log. */
export class Server implements Peer {
  readonly lines = new Set<FakeSocket>();
  private readonly joined = new Map<FakeSocket, number>();
  private readonly users = new Map<FakeSocket, string>();
  /** How often a join can be served from memory; else it answers `recovered: false`. */
  recovers = 0.5;
  trouble = 0;

  constructor(
    readonly log: Log,
    readonly faults: Faults,
    private readonly chance: Chance,
  ) {}

  get webSocket(): WebSocketConstructor {
    const { faults, chance } = this;
    const peer = this;
    return class extends FakeSocket {
      constructor() {
        super(peer, faults, chance);
      }
    };
  }

  attached(line: FakeSocket): void {
    this.lines.add(line);
  }

  detached(line: FakeSocket): void {
    this.lines.delete(line);
    this.joined.delete(line);
  }

  cutAll(code = 1006): void {
    for (const line of [...this.lines]) line.end(code, "cut");
  }

  /** Everyone who joined gets what the log has and he has not. */
  publish(): void {
    for (const [line, position] of this.joined) {
      for (const event of this.log.events.slice(position)) line.push(JSON.stringify(event));
      this.joined.set(line, this.log.lastSeq);
    }
  }

  heard(line: FakeSocket, text: string): void {
    const frame = JSON.parse(text);
    const { id } = frame;
    const answer = (type: string, fields: object) => line.push(JSON.stringify({ type, id, ...fields }));
    const fail = (code: string, retryable: boolean) => answer("error", { code, message: code, retryable });
    const user = this.users.get(line);
    if (frame.type === "authenticate") {
      this.users.set(line, frame.token);
      return answer("authenticated", { userId: frame.token, expiresAt: new Date(Date.now() + 600_000).toISOString(), expiresIn: 600 });
    }
    if (user === undefined) return line.end(4401, "who?");
    switch (frame.type) {
      case "ping":
        return answer("pong", {});
      case "leave_session":
        this.joined.delete(line);
        return answer("left", { sessionId: frame.sessionId });
      case "join_session":
        if (this.chance.is(this.trouble)) return fail("unavailable", true);
        return this.join(line, id, frame.after);
      case "send_message": {
        const kind = this.chance.next();
        if (kind < this.trouble) return fail("rate_limited", true);
        const { seq, messageId } = this.log.send(user, frame.content, frame.clientId);
        this.publish();
        // No verdict: it was done, but the answer does not say so.
        if (kind < this.trouble * 2) return fail("unavailable", true);
        return answer("ack", { sessionId: this.log.sessionId, seq, messageId });
      }
      case "edit_message":
      case "delete_message": {
        const kind = this.chance.next();
        if (kind < this.trouble) return fail("rate_limited", true);
        const { messageId, content, clientId } = frame;
        const event = this.log.once(user, clientId, () =>
          content === undefined ? this.log.remove(user, messageId) : this.log.edit(user, messageId, content),
        );
        if (!event) return fail("message_not_found", false);
        this.publish();
        if (kind < this.trouble * 2) return fail("unavailable", true);
        return answer("ack", { sessionId: this.log.sessionId, seq: event.seq, messageId });
      }
    }
  }

  readonly fetch = (async (input: string, init: { method: string }) => {
    await this.lag();
    const response = this.answer(input, init);
    await this.lag();
    return response;
  }) as unknown as typeof globalThis.fetch;

  private answer(input: string, init: { method: string }): Response {
    if (this.chance.is(this.faults.refuse)) throw new TypeError("network");
    const url = new URL(input);
    const query = (name: string) => (url.searchParams.has(name) ? Number(url.searchParams.get(name)) : undefined);
    const limit = query("limit") ?? 50;
    const minSeq = query("minSeq") ?? 0;
    // As of some seq that is allowed: the view is nearly always a little behind.
    const asOf = minSeq + this.chance.below(this.log.lastSeq - minSeq + 1);
    if (minSeq > this.log.lastSeq) return problem(503, "view_behind");
    const seen = this.log.events.slice(0, asOf);
    if (init.method === "GET" && url.pathname.endsWith("/events")) {
      const after = query("after") ?? 0;
      return json({ items: seen.slice(after, after + limit), epoch: this.log.epoch, lastSeq: asOf });
    }
    if (init.method === "GET" && url.pathname.endsWith("/messages")) {
      const all = fold(seen).filter((message) => message.seq < (query("before") ?? Infinity));
      const items = all.slice(Math.max(0, all.length - limit));
      return json({ items, nextCursor: items.length < all.length ? "more" : null });
    }
    return problem(404, "session_not_found");
  }

  private lag(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.chance.next() * this.faults.delay));
  }

  private join(line: FakeSocket, id: string, after?: { epoch: string; seq: number }): void {
    const { sessionId, epoch, lastSeq, session } = this.log;
    const known = after?.epoch === epoch && after.seq <= lastSeq;
    const recovered = known && (after.seq === lastSeq || this.chance.is(this.recovers));
    const participants = ["alice"];
    line.push(JSON.stringify({ type: "joined", id, sessionId, epoch, seq: lastSeq, recovered, session, participants }));
    this.joined.set(line, recovered ? after.seq : lastSeq);
    this.publish();
  }
}

function json(body: unknown): Response {
  return new Response(JSON.stringify(body), { status: 200 });
}

function problem(status: number, code: string): Response {
  return new Response(JSON.stringify({ code, detail: code, status, retryable: status === 503 }), { status });
}
