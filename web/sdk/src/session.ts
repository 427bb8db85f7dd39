import { Changes, Emitter, type Listener } from "./emitter.js";
import { History, type HistoryState } from "./history.js";
import type { SendOptions, Sent } from "./letter.js";
import type { ChatMessage } from "./message.js";
import { Outbox, type Mailer } from "./outbox.js";
import { persistently } from "./persistence.js";
import type { Rest } from "./rest.js";
import { Sync, type SyncState } from "./sync.js";
import { Timeline } from "./timeline.js";
import { TypingNotice, Typists } from "./typing.js";
import { isKnown, type Joined, type LogEvent, type Message, type Metadata, type Page, type Session, type Signal } from "./wire.js";

export interface SessionTools extends Mailer {
  readonly rest: Rest;
  readonly pageSize: number;
}

type SessionEvents = { event: LogEvent };

/** One conversation. What it shows are immutable snapshots; `subscribe` tells that there may be newer ones. */
export class ChatSession {
  private readonly changes = new Changes();
  private readonly events = new Emitter<SessionEvents>();
  private readonly timeline = new Timeline();
  private readonly outbox: Outbox;
  private readonly sync: Sync;
  private readonly history: History;
  private readonly notice: TypingNotice;
  private readonly typists = new Typists(() => this.changes.touch());
  private present: readonly string[] = [];
  /** Where the log was when it was joined: what it says up to there is history. */
  private joinedAt = 0;
  private list: { of: readonly ChatMessage[]; and: readonly ChatMessage[]; all: readonly ChatMessage[] } | undefined;

  readonly subscribe = this.changes.subscribe;

  constructor(
    readonly id: string,
    private readonly tools: SessionTools,
  ) {
    const { connection, rest, random, pageSize } = tools;
    const changed = () => this.changes.touch();
    const basis = { sessionId: id, connection, rest, random, pageSize, timeline: this.timeline, changed };
    this.outbox = new Outbox(id, tools, { changed, acked: (sent, key) => this.acked(sent, key) });
    this.history = new History({ ...basis, prepending: (messages) => this.landed(messages) });
    this.notice = new TypingNotice((typing) => connection.tell("typing", { sessionId: id, typing }));
    this.sync = new Sync({
      ...basis,
      joined: (answer) => this.joined(answer),
      apply: (event) => this.apply(event),
      restart: (answer, newest) => this.restart(answer, newest),
    });
  }

  /** The messages in order, without a hole or a double, and at the end what was written here and is not there yet. */
  get messages(): readonly ChatMessage[] {
    const { messages } = this.timeline;
    const { echoes } = this.outbox;
    if (echoes.length === 0) return messages;
    if (this.list?.of !== messages || this.list.and !== echoes) {
      this.list = { of: messages, and: echoes, all: messages.concat(echoes) };
    }
    return this.list.all;
  }

  /** Title, members and so on; `undefined` until it was joined. */
  get info(): Session | undefined {
    return this.timeline.session;
  }

  get state(): SyncState {
    return this.sync.state;
  }

  get older(): HistoryState {
    return this.history.state;
  }

  /** The users who are here now. */
  get participants(): readonly string[] {
    return this.present;
  }

  /** The other users who are typing. */
  get typing(): readonly string[] {
    return this.typists.users;
  }

  /** Goes live, over all reconnects, until `leave`. */
  join(): void {
    this.sync.want();
  }

  leave(): void {
    this.notice.stop();
    this.sync.unwant();
    this.typists.clear();
  }

  /** Each event that gets into the list by a join, a resume or live: once, in order. */
  onEvent(listener: (event: LogEvent) => void): Listener {
    return this.events.on("event", listener);
  }

  /** Shows the message at once, and sends it as soon as can be. Resolves with its place in the log. */
  send(content: string, options: SendOptions = {}): Promise<Sent> {
    this.notice.reset();
    return this.outbox.send(content, options);
  }

  /** Sends a message that was refused once more. */
  retry(clientId: string): Promise<Sent> {
    return this.outbox.retry(clientId);
  }

  /** Takes a message that was refused off the list. */
  discard(clientId: string): void {
    this.outbox.discard(clientId);
  }

  async edit(messageId: string, content: string, metadata?: Metadata): Promise<Sent> {
    const fields = { messageId, content, ...(metadata === undefined ? {} : { metadata }) };
    const { connection, random } = this.tools;
    const ack = await persistently(connection, random, "edit_message", fields);
    return { seq: Number(ack["seq"]), messageId: String(ack["messageId"]) };
  }

  async delete(messageId: string): Promise<void> {
    const { connection, random } = this.tools;
    await persistently(connection, random, "delete_message", { messageId });
  }

  /** To be called at each key; it says no more than is needed, and stops by itself. */
  type(): void {
    this.notice.key();
  }

  stopTyping(): void {
    this.notice.stop();
  }

  /** Puts the page before the first message in front. */
  loadOlder(): Promise<void> {
    return this.history.older();
  }

  clear(): Promise<void> {
    return this.tools.rest.clear(this.id);
  }

  rename(title: string | null): Promise<Session> {
    return this.tools.rest.update(this.id, { title });
  }

  addMember(userId: string): Promise<void> {
    return this.tools.rest.addMember(this.id, userId);
  }

  removeMember(userId: string): Promise<void> {
    return this.tools.rest.removeMember(this.id, userId);
  }

  deleteSession(): Promise<void> {
    return this.tools.rest.remove(this.id);
  }

  /** @internal */
  online(): void {
    this.sync.online();
    void this.outbox.drain();
  }

  /** @internal */
  offline(): void {
    this.notice.reset();
    this.typists.clear();
    this.sync.offline();
  }

  /** @internal */
  receive(event: LogEvent): void {
    this.sync.receive(event);
  }

  /** @internal */
  signal(signal: Signal): void {
    if (!this.sync.isWanted) return;
    switch (signal.type) {
      case "user_joined":
        return this.setPresent([...this.present, signal.userId]);
      case "user_left":
        this.typists.set(signal.userId, false);
        return this.setPresent(this.present.filter((userId) => userId !== signal.userId));
      case "typing":
        return this.typists.set(signal.userId, signal.typing);
    }
  }

  /** @internal */
  close(): void {
    this.leave();
    this.outbox.close();
  }

  private joined(answer: Joined): void {
    this.joinedAt = answer.seq;
    this.setPresent(answer.participants);
  }

  private apply(event: LogEvent): void {
    if (event.type === "message_created" && isKnown(event)) {
      this.landed([event.message]);
      this.typists.set(event.message.senderId, false);
    }
    this.timeline.apply(event);
    this.outbox.passed(event.seq);
    this.events.emit("event", event);
    if (event.seq > this.joinedAt && this.isOver(event)) this.sync.gone();
  }

  private isOver(event: LogEvent): boolean {
    if (event.type === "session_deleted") return true;
    return event.type === "member_removed" && isKnown(event) && event.member.userId === this.tools.connection.userId;
  }

  private restart(answer: Joined, newest: Page<Message>): void {
    this.landed(newest.items.filter((message) => message.seq <= answer.seq));
    this.timeline.reset(answer.epoch, answer.seq, answer.session, newest);
    this.outbox.passed(answer.seq);
  }

  private landed(messages: readonly Message[]): void {
    for (const message of messages) {
      const key = message.clientId === undefined ? undefined : this.outbox.landed(message);
      if (key !== undefined) this.timeline.name(message.id, key);
    }
  }

  private acked(sent: Sent, key: string): void {
    this.timeline.name(sent.messageId, key);
    // Where nothing is live no event will come to take the echo's place.
    this.outbox.passed(this.sync.isWanted ? this.timeline.seq : sent.seq);
  }

  private setPresent(users: readonly string[]): void {
    this.present = Object.freeze([...new Set(users)].sort());
    this.changes.touch();
  }
}
