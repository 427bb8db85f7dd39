import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ChatSession, Confab, Session, SessionSummary } from "@confab/client";
import { SessionList } from "../src/store/sessions";

/** A server with sessions `0` to `count - 1`, the last of them with the newest activity, and a client that joins nothing by itself. */
class Server {
  sessions: SessionSummary[];
  readonly asked: { limit: number; bytes: number }[] = [];
  status = "online";
  failing = false;
  /** What happens behind the page that is answered next. */
  meanwhile: () => void = () => undefined;
  private now = 1;
  private readonly movedAt = new Map<string, number>();
  private readonly listeners = new Set<() => void>();
  private readonly open = new Map<string, ChatSession>();
  private readonly watching = new Map<string, Set<() => void>>();

  constructor(count: number) {
    this.sessions = Array.from({ length: count }, (_, i) => summary(String(i), i)).reverse();
  }

  /** Something happens in the session, which may be a new one. */
  happen(id: string, at: number): void {
    const before = this.sessions.find((each) => each.id === id);
    this.movedAt.set(id, ++this.now);
    this.sessions = [summary(id, at, (before?.lastSeq ?? 0) + 1), ...this.sessions.filter((each) => each.id !== id)];
  }

  /** The client has joined the session, and knows all of it. */
  join(id: string): void {
    Object.assign(this.session(id), { info: this.sessions.find((each) => each.id === id), state: { status: "joined" } });
    for (const listener of this.watching.get(id) ?? []) listener();
  }

  connection(status: string): void {
    this.status = status;
    for (const listener of this.listeners) listener();
  }

  get client(): Confab {
    const server = this;
    return {
      userId: "alice",
      get connection() {
        return { status: server.status };
      },
      subscribe: (listener: () => void) => {
        server.listeners.add(listener);
        return () => server.listeners.delete(listener);
      },
      session: (id: string) => server.session(id),
      forget: (id: string) => server.open.delete(id),
      sessions: async ({ limit = 50, cursor = "0" }) => {
        if (server.failing) throw new Error("No.");
        const { items, nextCursor } = server.page(cursor, limit);
        server.asked.push({ limit, bytes: JSON.stringify(items).length });
        server.meanwhile();
        return { items, nextCursor };
      },
    } as unknown as Confab;
  }

  /** As the server's: downwards by place, then those once more that moved since the first page, by id. A cursor is the time of that page and where it ended. */
  private page(cursor: string, limit: number): { items: SessionSummary[]; nextCursor: string | null } {
    const [start = 0, kind = "behind", last = ""] = cursor === "0" ? [this.now] : [Number(cursor.split("/")[0]), ...cursor.split("/").slice(1)];
    const place = ({ id, updatedAt }: SessionSummary) => `${updatedAt}|${id}`;
    const moved = this.sessions.filter(({ id }) => (this.movedAt.get(id) ?? 0) > start).sort((a, b) => (a.id < b.id ? -1 : 1));
    const all = kind === "moved" ? moved.filter(({ id }) => id > last) : this.sessions.filter((each) => last === "" || place(each) < last);
    const items = all.slice(0, limit);
    const end = items.at(-1);
    if (all.length > limit && end) return { items, nextCursor: `${start}/${kind}/${kind === "moved" ? end.id : place(end)}` };
    return { items, nextCursor: kind === "behind" && moved.length > 0 ? `${start}/moved/` : null };
  }

  private session(id: string): ChatSession {
    if (!this.watching.has(id)) this.watching.set(id, new Set());
    const subscribe = (listener: () => void) => {
      this.watching.get(id)!.add(listener);
      return () => this.watching.get(id)!.delete(listener);
    };
    const session = { id, info: undefined, messages: [], typing: [], state: { status: "joining" }, subscribe, join: () => undefined, leave: () => undefined };
    if (!this.open.has(id)) this.open.set(id, session as unknown as ChatSession);
    return this.open.get(id)!;
  }
}

function summary(id: string, at: number, lastSeq = 1): SessionSummary {
  const updatedAt = new Date(1.79e12 + at * 60_000).toISOString();
  const members = ["alice", `user-${id}`].map((userId) => ({ userId, role: "member" as const }));
  return { id, title: null, ownerId: "alice", members, metadata: {}, createdAt: updatedAt, updatedAt, lastSeq, messageCount: 0, lastMessage: null };
}

const MINUTE = 60_000;
let list: SessionList;
const ids = () => list.rows.map((row) => row.id);
const pass = (millis: number) => vi.advanceTimersByTimeAsync(millis);

async function started(server: Server): Promise<void> {
  list = new SessionList(server.client, "alice");
  list.start();
  await pass(0);
}

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
});
afterEach(() => {
  list.stop();
  vi.useRealTimers();
});

describe("the list of sessions", () => {
  it("has all sessions once all pages were wanted, each once and in order", async () => {
    const server = new Server(333);
    await started(server);
    expect(ids().length).toBeLessThan(100);
    while (list.listing.hasMore) await list.listing.more();
    await pass(0);
    expect(ids()).toEqual(server.sessions.map(({ id }) => id));
  });

  it("has what moves between two pages, also where nothing else is left below", async () => {
    const server = new Server(120);
    await started(server);
    let at = 1_000;
    server.meanwhile = () => {
      // The page after this one would have begun with them, or have had nothing but them.
      for (const { id } of server.sessions.slice(-40)) server.happen(id, at++);
    };
    await list.listing.more();
    await list.listing.more();
    server.meanwhile = () => undefined;
    while (list.listing.hasMore) await list.listing.more();
    await pass(0);
    expect([...ids()].sort()).toEqual(server.sessions.map(({ id }) => id).sort());
    expect(new Set(ids()).size).toBe(ids().length);
  });

  it("moves next to nothing while nothing happens", async () => {
    const server = new Server(100);
    const everything = JSON.stringify(server.sessions).length;
    await started(server);
    await pass(2 * MINUTE);
    server.asked.length = 0;
    await pass(10 * MINUTE);
    const bytes = server.asked.reduce((sum, each) => sum + each.bytes, 0);
    // The whole list each 4 seconds is what it was.
    expect(bytes).toBeLessThan((everything * 10 * MINUTE) / 4_000 / 100);
    expect(server.asked.length).toBeLessThanOrEqual(31);
    expect(new Set(server.asked.map(({ limit }) => limit))).toEqual(new Set([1]));
  });

  it("asks still less where nobody looks", async () => {
    const server = new Server(3);
    await started(server);
    vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    document.dispatchEvent(new Event("visibilitychange"));
    server.asked.length = 0;
    await pass(10 * MINUTE);
    expect(server.asked.length).toBeLessThanOrEqual(10);
    vi.restoreAllMocks();
    document.dispatchEvent(new Event("visibilitychange"));
    await pass(0);
    expect(server.asked.length).toBeLessThanOrEqual(11);
  });

  it("finds what is new, also if it is more than a page", async () => {
    const server = new Server(120);
    await started(server);
    for (let i = 0; i < 90; i++) server.happen(`new-${i}`, 1_000 + i);
    server.happen("3", 2_000);
    await pass(MINUTE);
    expect(ids().slice(0, 91)).toEqual(server.sessions.slice(0, 91).map(({ id }) => id));
    expect(new Set(ids()).size).toBe(ids().length);
  });

  it("has the session that is shown, though the server's list had it later", async () => {
    const server = new Server(0);
    await started(server);
    server.happen("new", 1);
    list.show("new");
    server.join("new");
    await pass(0);
    expect(ids()).toEqual(["new"]);
    await pass(MINUTE);
    expect(ids()).toEqual(["new"]);
  });

  it("has what the server lists, though all of it is known from elsewhere", async () => {
    const server = new Server(0);
    await started(server);
    server.happen("new", 1);
    server.join("new");
    await pass(MINUTE);
    expect(ids()).toEqual(["new"]);
  });

  it("drops what is no longer there when the line is back", async () => {
    const server = new Server(5);
    await started(server);
    for (const each of ids()) list.marks.get(each);
    server.connection("offline");
    Object.assign(server.client.session("2").state, { status: "gone" });
    server.sessions = server.sessions.filter(({ id }) => id !== "2");
    server.connection("online");
    await pass(0);
    expect(ids()).toEqual(["4", "3", "1", "0"]);
  });

  it("says what went wrong, and goes on by itself", async () => {
    const server = new Server(5);
    server.failing = true;
    await started(server);
    expect([list.listing.loaded, list.listing.error]).toEqual([false, "No."]);
    server.failing = false;
    await pass(MINUTE);
    expect([list.listing.loaded, list.listing.error, ids().length]).toEqual([true, undefined, 5]);
  });

  it("knows the untitled session of the same people, wherever in the list it is", async () => {
    await started(new Server(200));
    expect(await list.untitledWith(new Set(["alice", "user-3"]))).toBe("3");
    expect(await list.untitledWith(new Set(["alice", "user-3", "user-4"]))).toBeUndefined();
  });

  it("tells that something is unread further down, where it can't be counted", async () => {
    const server = new Server(2);
    const last = (senderId: string) => ({ sessionId: "0", seq: 4, senderId, content: "Hi", createdAt: "2026-05-04T10:00:00.000Z" }) as SessionSummary["lastMessage"];
    server.sessions = [{ ...summary("0", 9, 4), lastMessage: last("bob") }, summary("1", 8) as Session as SessionSummary];
    await started(server);
    expect(list.rows.map(({ news, unread }) => [news, unread])).toEqual([[true, 0], [false, 0]]);
    list.read("0", 4);
    await pass(0);
    expect(list.rows[0]?.news).toBe(false);
  });
});
