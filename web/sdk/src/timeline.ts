import { isNewer, sent, type ChatMessage } from "./message.js";
import { isKnown, type LogEvent, type Message, type Page, type Session } from "./wire.js";

/**
 * One session as its log makes it, up to `seq`: the only place where events become state, whether they come
 * from history, a resume or live. It holds every message from `from` on; what is before is still on the server.
 *
 * Invariant: `list` is in the order of seqs and has no message twice.
 */
export class Timeline {
  epoch: string | undefined;
  seq = 0;
  session: Session | undefined;
  /** Counts the resets: a page that was asked for before one is of no use after it. */
  generation = 0;

  private from = Number.MAX_SAFE_INTEGER;
  private whole = false;
  private list: ChatMessage[] = [];
  private snapshot: readonly ChatMessage[] | undefined;
  private readonly keys = new Map<string, string>();
  private readonly journals = new Set<LogEvent[]>();

  get messages(): readonly ChatMessage[] {
    // Not frozen: with a hundred thousand messages that costs more than all the rest.
    return (this.snapshot ??= this.list.slice());
  }

  get hasOlder(): boolean {
    return this.epoch !== undefined && !this.whole;
  }

  /** Ask for messages before this. */
  get before(): number {
    return this.from;
  }

  /** Lets the message be known by the key of the echo that it was. */
  name(messageId: string, key: string): void {
    this.keys.set(messageId, key);
  }

  /** Starts again at a position of a log. What the page already knows of later events is left to those events. */
  reset(epoch: string, seq: number, session: Session, newest: Page<Message>): void {
    this.epoch = epoch;
    this.seq = seq;
    this.session = session;
    const items = newest.items.filter((message) => message.seq <= seq);
    this.list = items.map((message) => this.shown(message));
    this.from = seq + 1;
    this.generation++;
    this.bound(newest);
    this.changed();
  }

  /** The next event of the log. The caller has put events in order: this believes it. */
  apply(event: LogEvent): void {
    this.seq = event.seq;
    // A later version of the protocol may have events that mean nothing here; they take their place all the same.
    if (!isKnown(event)) return;
    for (const journal of this.journals) journal.push(event);
    this.session = withEvent(this.session, event, this.list);
    this.fold(event);
  }

  /** Keeps what happens from now on, for a page that is asked for now. */
  journal(): LogEvent[] {
    const journal: LogEvent[] = [];
    this.journals.add(journal);
    return journal;
  }

  drop(journal: LogEvent[]): void {
    this.journals.delete(journal);
  }

  /** Puts an older page in front. It was as of some seq since the journal began, so the journal is folded in again. */
  prepend(older: Page<Message>, journal: readonly LogEvent[]): void {
    const items = older.items.filter((message) => message.seq < this.from);
    this.list = [...items.map((message) => this.shown(message)), ...this.list];
    this.bound(older);
    for (const event of journal) this.fold(event);
    this.changed();
  }

  /** Does an event to the list; doing it again changes nothing. */
  private fold(event: LogEvent): void {
    switch (event.type) {
      case "message_created":
        return this.insert(event.message);
      case "message_updated":
        return this.replace(event.message);
      case "message_deleted":
        return this.remove(event.messageId);
      case "session_cleared":
        return this.clear(event.upToSeq);
      case "session_deleted":
        return this.clear(event.seq);
      case "session_created":
      case "session_updated":
      case "member_added":
      case "member_removed":
        return;
    }
  }

  private insert(message: Message): void {
    const at = this.find(message.seq);
    if (this.list[at]?.seq === message.seq || message.seq < this.from) return;
    this.list.splice(at, 0, this.shown(message));
    this.changed();
  }

  private replace(message: Message): void {
    const at = this.find(message.seq);
    const held = this.list[at];
    if (held?.id !== message.id || !isNewer(message, held)) return;
    this.list[at] = this.shown(message);
    this.changed();
  }

  private remove(messageId: string): void {
    const at = this.find(seqOf(messageId));
    if (this.list[at]?.id !== messageId) return;
    this.list.splice(at, 1);
    this.keys.delete(messageId);
    this.changed();
  }

  private clear(upToSeq: number): void {
    this.list = this.list.slice(this.find(upToSeq + 1));
    if (upToSeq + 1 >= this.from) {
      this.whole = true;
      this.from = 0;
    }
    this.changed();
  }

  private bound(page: Page<Message>): void {
    this.whole = page.nextCursor === null;
    this.from = this.whole ? 0 : (page.items[0]?.seq ?? this.from);
  }

  /** The index of the first message with at least this seq. */
  private find(seq: number): number {
    let low = 0;
    let high = this.list.length;
    // Most events are about the end.
    if (high > 0 && (this.list[high - 1]?.seq ?? 0) < seq) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.list[middle]?.seq ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private shown(message: Message): ChatMessage {
    return sent(message, this.keys.get(message.id) ?? message.id);
  }

  private changed(): void {
    this.snapshot = undefined;
  }
}

function seqOf(messageId: string): number {
  return Number(messageId.slice(messageId.lastIndexOf(".") + 1));
}

/** An update names some of the members only; who they are is known before. */
function described({ memberCount, ...updated }: Session, known: Session | undefined): Session {
  return known ? { ...updated, members: known.members } : { ...updated, ...(memberCount === undefined ? {} : { memberCount }) };
}

/** The session itself after the event; `list` is the messages before it. */
function withEvent(session: Session | undefined, event: LogEvent, list: readonly Message[]): Session | undefined {
  const before = event.type === "session_created" ? event.session : event.type === "session_updated" ? described(event.session, session) : session;
  if (!before) return undefined;
  const after = { ...before, lastSeq: event.seq, updatedAt: event.at };
  const count = session?.messageCount ?? 0;
  const others = () => before.members.filter((member) => "member" in event && member.userId !== event.member.userId);
  switch (event.type) {
    case "session_created":
    case "session_updated":
    case "message_updated":
      return after;
    case "message_created":
      return { ...after, messageCount: count + 1 };
    case "message_deleted":
      return { ...after, messageCount: Math.max(0, count - 1) };
    case "session_cleared":
      return { ...after, messageCount: list.filter((message) => message.seq > event.upToSeq).length };
    case "session_deleted":
      return { ...after, messageCount: 0 };
    case "member_added":
      return { ...after, members: [...others(), event.member] };
    case "member_removed":
      return { ...after, members: others() };
  }
}
