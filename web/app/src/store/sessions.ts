import type { ChatSession, Confab, Message, Session, SessionSummary } from "@confab/client";
import { Listing } from "./listing";
import { memberCountOf } from "./name";
import { ReadMarks } from "./read";

/** One line of the list. */
export interface Row {
  readonly id: string;
  readonly session: Session;
  readonly last: Message | undefined;
  /** How many messages are unread, as far as it can be counted here. */
  readonly unread: number;
  /** Whether any is. */
  readonly news: boolean;
  readonly typing: readonly string[];
}

const LIVE = 40;
const MOST_PAGES = 40;

/** The user's sessions, newest activity first. The first ones are joined, so their lines are live; `Listing` finds the others. */
export class SessionList {
  readonly marks: ReadMarks;
  readonly listing: Listing;
  rows: readonly Row[] = [];
  private readonly summaries = new Map<string, SessionSummary>();
  private readonly live = new Map<string, () => void>();
  private readonly listeners = new Set<() => void>();
  private stopWatching: () => void = () => undefined;
  private scheduled = false;
  private open: string | undefined;

  constructor(
    private readonly client: Confab,
    user: string,
  ) {
    this.marks = new ReadMarks(user, () => this.touch());
    this.listing = new Listing(client, {
      knows: (summary) => this.summaries.has(summary.id) && this.seqOf(summary.id) >= summary.lastSeq,
      take: (items, place) => this.take(items, place),
      changed: () => this.touch(),
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  start(): void {
    this.marks.start();
    this.listing.start();
    let before = this.client.connection.status;
    this.stopWatching = this.client.subscribe(() => {
      const { status } = this.client.connection;
      // While the line was cut anything may have happened.
      if (status === "online" && before !== "online" && this.listing.loaded) void this.listing.look(true);
      before = status;
    });
  }

  stop(): void {
    this.stopWatching();
    this.marks.stop();
    this.listing.stop();
    for (const release of this.live.values()) release();
    this.live.clear();
  }

  /** The session that is shown stays live wherever it is in the list. */
  show(id: string | undefined): void {
    this.open = id;
    if (id !== undefined) this.attend(id);
    this.touch();
  }

  add(session: Session): void {
    this.summaries.set(session.id, { ...session, lastMessage: null });
    this.attend(session.id);
    this.touch();
  }

  read(id: string, seq: number): void {
    if (this.marks.advance(id, seq)) this.touch();
  }

  /** The session without a title that has just these members: it has their names in the list, and a second would look the same. */
  async untitledWith(members: ReadonlySet<string>): Promise<string | undefined> {
    const found = () =>
      this.rows.find(({ session }) => !session.title && memberCountOf(session) === members.size && session.members.every(({ userId }) => members.has(userId)))?.id;
    for (let page = 0; found() === undefined && this.listing.hasMore && page < MOST_PAGES; page++) await this.listing.more();
    return found();
  }

  private take(items: readonly SessionSummary[], { whole, last }: { whole: boolean; last: boolean }): void {
    if (whole) this.dropMissing(items, last);
    // A page that was asked for earlier may come later.
    for (const item of items) if (item.lastSeq >= (this.summaries.get(item.id)?.lastSeq ?? 0)) this.summaries.set(item.id, item);
    const first = this.ordered().slice(0, LIVE).map((row) => row.id);
    for (const id of first) this.attend(id);
    for (const id of [...this.live.keys()]) if (!first.includes(id) && id !== this.open) this.release(id);
  }

  /** A first page tells which sessions are no longer the user's, as far down as it goes. */
  private dropMissing(items: readonly SessionSummary[], last: boolean): void {
    const listed = new Set(items.map((item) => item.id));
    const end = last ? "" : (items.at(-1)?.updatedAt ?? "");
    for (const [id, { updatedAt }] of this.summaries) {
      // What was made a moment ago may not be in the server's list yet.
      if (listed.has(id) || updatedAt <= end || this.isLive(id)) continue;
      this.summaries.delete(id);
      this.release(id);
      this.client.forget(id);
    }
  }

  private isLive(id: string): boolean {
    const { status } = this.client.session(id).state;
    return this.live.has(id) && status !== "gone" && status !== "idle";
  }

  private seqOf(id: string): number {
    return Math.max(this.summaries.get(id)?.lastSeq ?? 0, this.client.session(id).info?.lastSeq ?? 0);
  }

  private attend(id: string): void {
    const session = this.client.session(id);
    if (this.live.has(id)) {
      // It was taken away, and given back.
      if (session.state.status === "gone" && id !== this.open) session.join();
      return;
    }
    this.live.set(id, session.subscribe(() => this.hear(session)));
    session.join();
  }

  /** A session that is shown has its line at once, though the server's list may not have it yet. */
  private hear({ id, info, state }: ChatSession): void {
    if (info && state.status !== "gone" && !this.summaries.has(id)) this.summaries.set(id, { ...info, lastMessage: null });
    this.touch();
  }

  private release(id: string): void {
    const release = this.live.get(id);
    if (!release) return;
    release();
    this.live.delete(id);
    this.client.session(id).leave();
  }

  private touch(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      this.rows = this.ordered().filter(({ id }) => this.client.session(id).state.status !== "gone");
      for (const listener of [...this.listeners]) listener();
    });
  }

  private ordered(): readonly Row[] {
    return [...this.summaries.values()]
      .map((summary) => this.row(summary, this.client.session(summary.id)))
      .sort(({ session: a }, { session: b }) => (a.updatedAt === b.updatedAt ? (a.id < b.id ? -1 : 1) : a.updatedAt < b.updatedAt ? 1 : -1));
  }

  private row(summary: SessionSummary, session: ChatSession): Row {
    const info = session.info;
    const isFresh = info !== undefined && info.lastSeq >= summary.lastSeq;
    const last = isFresh ? session.messages.at(-1) : (summary.lastMessage ?? undefined);
    const unread = isFresh ? this.unread(session) : 0;
    const news = isFresh ? unread > 0 : last !== undefined && this.isUnread(last);
    return { id: summary.id, session: isFresh ? info : summary, last, unread, news, typing: session.typing };
  }

  private isUnread(message: Message): boolean {
    // Who has answered has read.
    return message.seq > this.marks.get(message.sessionId) && message.senderId !== this.client.userId;
  }

  private unread({ messages }: ChatSession): number {
    let count = 0;
    for (let i = messages.length - 1; i >= 0 && count < 100 && this.isUnread(messages[i]!); i--) count++;
    return count;
  }
}
