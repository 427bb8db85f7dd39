import type { ChatSession, Confab, Message, Session, SessionSummary } from "@confab/client";
import { ReadMarks } from "./read";

/** One line of the list. */
export interface Row {
  readonly id: string;
  readonly session: Session;
  readonly last: Message | undefined;
  readonly unread: number;
  readonly typing: readonly string[];
}

const LIVE = 40;
const LOOK_EVERY = 4_000;

/**
 * The user's sessions, newest activity first. The first ones are joined, so their lines are live; that there is a new one,
 * or something in one further down, is found by asking now and then.
 */
export class SessionList {
  readonly marks: ReadMarks;
  rows: readonly Row[] = [];
  loaded = false;
  error: string | undefined;
  private summaries = new Map<string, SessionSummary>();
  private readonly live = new Map<string, () => void>();
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private scheduled = false;
  private stopped = false;
  private open: string | undefined;

  constructor(private readonly client: Confab, user: string) {
    this.marks = new ReadMarks(user);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  start(): void {
    this.stopped = false;
    void this.look();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
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

  remove(id: string): void {
    this.summaries.delete(id);
    this.release(id);
    this.client.forget(id);
    this.touch();
  }

  read(id: string, seq: number): void {
    if (this.marks.advance(id, seq)) this.touch();
  }

  async look(): Promise<void> {
    clearTimeout(this.timer);
    try {
      const { items } = await this.client.sessions({ limit: 100 });
      if (this.stopped) return;
      this.take(items);
      this.error = undefined;
    } catch (failure) {
      this.error = failure instanceof Error ? failure.message : String(failure);
    }
    if (this.stopped) return;
    this.loaded = true;
    this.touch();
    const pace = document.visibilityState === "visible" ? LOOK_EVERY : LOOK_EVERY * 5;
    this.timer = setTimeout(() => void this.look(), pace);
  }

  private take(items: readonly SessionSummary[]): void {
    const listed = new Set(items.map((item) => item.id));
    // What was made a moment ago may not be in the server's list yet.
    for (const [id] of this.summaries) if (!listed.has(id) && !this.isLive(id)) this.remove(id);
    for (const item of items) this.summaries.set(item.id, item);
    const first = items.slice(0, LIVE).map((item) => item.id);
    for (const id of first) this.attend(id);
    for (const id of [...this.live.keys()]) if (!first.includes(id) && id !== this.open) this.release(id);
  }

  private isLive(id: string): boolean {
    const { status } = this.client.session(id).state;
    return this.live.has(id) && status !== "gone" && status !== "idle";
  }

  private attend(id: string): void {
    const session = this.client.session(id);
    if (this.live.has(id)) {
      // It was taken away, and given back.
      if (session.state.status === "gone" && id !== this.open) session.join();
      return;
    }
    this.live.set(id, session.subscribe(() => this.touch()));
    session.join();
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
      this.rows = [...this.summaries.values()]
        .filter(({ id }) => this.client.session(id).state.status !== "gone")
        .map((summary) => this.row(summary, this.client.session(summary.id)))
        .sort((a, b) => (a.session.updatedAt < b.session.updatedAt ? 1 : -1));
      for (const listener of [...this.listeners]) listener();
    });
  }

  private row(summary: SessionSummary, session: ChatSession): Row {
    const info = session.info;
    const isFresh = info !== undefined && info.lastSeq >= summary.lastSeq;
    const messages = session.messages;
    const last = isFresh ? messages.at(-1) : (summary.lastMessage ?? undefined);
    return {
      id: summary.id,
      session: isFresh ? info : summary,
      last,
      unread: isFresh ? this.unread(session) : 0,
      typing: session.typing,
    };
  }

  private unread(session: ChatSession): number {
    const mark = this.marks.get(session.id);
    const { messages } = session;
    let count = 0;
    for (let i = messages.length - 1; i >= 0 && count < 100; i--) {
      const message = messages[i]!;
      // Who has answered has read.
      if (message.seq <= mark || message.senderId === this.client.userId) break;
      count++;
    }
    return count;
  }
}
