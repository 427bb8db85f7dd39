import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Confab, type ChatSession, type LogEvent, type Message, type Sent } from "../src/index.js";
import { Chance } from "./model/chance.js";
import type { Faults } from "./model/line.js";
import { fold, Log } from "./model/log.js";
import { Server } from "./model/server.js";

const SEEDS = Number(process.env["CONFAB_SEEDS"] ?? 24);
const FIRST_SEED = Number(process.env["CONFAB_FIRST_SEED"] ?? 1);
const STEPS = 250;

interface Sending {
  readonly clientId: string;
  readonly settled: Sent[];
}

/** One client on one session, everything that can happen to it, and what must be true of it at any time. */
class Run {
  readonly chance: Chance;
  readonly faults: Faults;
  readonly server: Server;
  readonly client: Confab;
  readonly session: ChatSession;
  readonly sendings: Sending[] = [];
  private readonly edits = new Map<string, string>();
  private readonly heard: LogEvent[] = [];
  private edited = 0;

  constructor(seed: number) {
    this.chance = new Chance(seed);
    const wild = seed % 3 !== 0;
    this.faults = { delay: seed % 2 ? 40 : 400, double: wild ? 0.15 : 0, lose: wild ? 0.01 : 0, reorder: wild ? 0.2 : 0, refuse: 0.1, cut: 0.05 };
    const log = new Log("s", ["alice", "bob"]);
    for (let i = 0; i < 60; i++) log.send("bob", `before ${i}`);
    this.server = new Server(log, this.faults, this.chance);
    this.server.trouble = 0.1;
    this.client = new Confab({
      url: "http://test",
      token: async () => "alice",
      WebSocket: this.server.webSocket,
      fetch: this.server.fetch,
      random: this.chance.next,
      pageSize: 5 + this.chance.below(10),
      ackDeadline: 1_000,
    });
    this.session = this.client.session("s");
    this.session.onEvent((event) => this.heard.push(event));
    this.session.subscribe(() => this.check());
  }

  async steps(count: number): Promise<void> {
    this.client.connect();
    this.session.join();
    for (let i = 0; i < count; i++) {
      this.step();
      await vi.advanceTimersByTimeAsync(this.chance.below(120));
      this.check();
    }
  }

  /** A good line for as long as it takes, after one last event that got lost. */
  async settle(): Promise<void> {
    this.session.join();
    Object.assign(this.faults, { delay: 5, double: 0, lose: 0, reorder: 0, refuse: 0, cut: 0 });
    await vi.advanceTimersByTimeAsync(20_000);
    this.faults.lose = 1;
    this.server.log.send("bob", "lost");
    this.server.publish();
    this.faults.lose = 0;
    this.server.log.send("bob", "found");
    this.server.publish();
    this.server.trouble = 0;
    await vi.advanceTimersByTimeAsync(120_000);
    while (this.session.older.hasOlder) {
      void this.session.loadOlder().catch(() => undefined);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    this.check();
  }

  private step(): void {
    const { chance, session, server } = this;
    const { log } = server;
    const mine = () => chance.of(session.messages.filter((m) => m.senderId === "alice" && m.delivery === "sent"))?.id ?? "s.1";
    const any = () => chance.of(chance.is(0.5) ? fold(log.events) : this.nextOlder())?.id ?? "s.1";
    const dice = chance.below(100);
    if (dice < 25) this.send();
    else if (dice < 30) void session.edit(mine(), `edit ${this.edited++}`).catch(() => undefined);
    else if (dice < 33) void session.delete(mine()).catch(() => undefined);
    else if (dice < 42) void session.loadOlder().catch(() => undefined);
    else if (dice < 43) session.leave();
    else if (dice < 46) session.join();
    else if (dice < 48) session.type();
    else if (dice < 62) log.send("bob", `bob ${log.lastSeq}`, chance.is(0.5) ? `b${log.lastSeq}` : undefined);
    else if (dice < 76) log.edit("bob", any(), `bob's edit ${log.lastSeq}`);
    else if (dice < 80) log.remove("bob", any());
    else if (dice < 81) log.clear("alice");
    else if (dice < 83) log.append({ type: "session_updated", actor: { userId: "alice" }, session: log.session });
    else if (dice < 84) (chance.is(0.5) ? this.newEpoch() : this.removedAndBack());
    else if (dice < 85) server.cutAll(1012);
    else if (dice < 90 && chance.is(this.faults.cut * 10)) server.cutAll(chance.of([1001, 1006, 4408]));
    server.publish();
  }

  private send(): void {
    const clientId = `k${this.sendings.length}`;
    const sending: Sending = { clientId, settled: [] };
    this.sendings.push(sending);
    void this.session.send(`alice ${clientId}`, { clientId }).then((sent) => sending.settled.push(sent));
  }

  /** What the next older page will bring: where a page and an event about it meet. */
  private nextOlder(): Message[] {
    const first = this.session.messages[0]?.seq ?? 0;
    return fold(this.server.log.events).filter((message) => message.seq < first).slice(-3);
  }

  /** While the client is away. What was is history; she is a member when she comes again. */
  private removedAndBack(): void {
    const { log } = this.server;
    this.server.cutAll();
    const member = { userId: "alice", role: "member" as const };
    log.append({ type: "member_removed", actor: { userId: "bob" }, member });
    log.append({ type: "member_added", actor: { userId: "bob" }, member });
  }

  private newEpoch(): void {
    this.server.log.rewrite();
    this.edits.clear();
    this.server.cutAll();
  }

  /** True of every snapshot. */
  check(): void {
    const { messages, state } = this.session;
    const { log } = this.server;
    const held = messages.filter((m) => m.delivery === "sent");
    expect(state.status, "she is a member").not.toBe("gone");
    expect(unique(messages.map((m) => m.key)), "no key twice").toBe(true);
    expect(unique(held.map((m) => m.id)), "no message twice").toBe(true);
    for (const { id, editedAt = "" } of held) {
      expect(editedAt >= (this.edits.get(id) ?? ""), "no edit is undone").toBe(true);
      this.edits.set(id, editedAt);
    }
    const echoed = messages.filter((m) => m.delivery !== "sent").map((m) => Number(m.clientId?.slice(1)));
    expect(echoed, "echoes in the order of writing").toEqual([...echoed].sort((a, b) => a - b));
    const listed = held.filter((m) => m.key === m.id || m.seq <= state.seq);
    const seqs = listed.map((m) => m.seq);
    expect(seqs, "in order").toEqual([...seqs].sort((a, b) => a - b));
    if (state.epoch === undefined || listed.length === 0) return;
    // Between the first and the last of the list only that is missing which somebody deleted.
    const upTo = fold(log.events.slice(0, state.seq)).filter((m) => m.seq >= seqs[0]!);
    const now = new Set(fold(log.events).map((m) => m.id));
    const shown = new Set(listed.map((m) => m.id));
    expect(upTo.filter((m) => now.has(m.id) && !shown.has(m.id)).map((m) => m.id), "no hole").toEqual([]);
    expect(seqs.at(-1)).toBeLessThanOrEqual(state.seq);
  }

  checkEnd(): void {
    const { log } = this.server;
    expect(this.session.state.status).toBe("live");
    expect(this.session.state.seq).toBe(log.lastSeq);
    const plain = this.session.messages.map(({ key: _, delivery: __, ...message }) => message);
    expect(plain).toEqual(fold(log.events));
    expect(this.session.info?.messageCount).toBe(fold(log.events).length);
    expect(this.session.info?.lastSeq).toBe(log.lastSeq);
    for (const { clientId, settled } of this.sendings) {
      const created = log.events.filter((e) => e.type === "message_created" && e.message.clientId === clientId);
      expect(created.length, `${clientId} is in the log once`).toBe(1);
      expect(settled, `${clientId} resolved once, with its place`).toEqual([log.keyed("alice", clientId)]);
    }
    const edits = log.events.filter((e) => e.type === "message_updated" && e.actor.userId === "alice").map((e) => "message" in e && e.message.content);
    expect(edits.length, "each edit is in the log once").toBe(new Set(edits).size);
    const order = this.sendings.map(({ settled }) => settled[0]!.seq);
    expect(order, "in the order of writing").toEqual([...order].sort((a, b) => a - b));
    const seqs = this.heard.map((event) => event.seq);
    expect(seqs, "each event once, in order").toEqual([...new Set(seqs)].sort((a, b) => a - b));
  }
}

function unique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

describe("a client on a line that cuts, delays, doubles and reorders", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each(Array.from({ length: SEEDS }, (_, i) => FIRST_SEED + i))("shows what the log says, seed %i", async (seed) => {
    const run = new Run(seed);
    await run.steps(STEPS);
    await run.settle();
    run.checkEnd();
    run.client.close();
  });
});
