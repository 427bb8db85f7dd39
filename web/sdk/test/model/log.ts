import type { LogEvent, Message, Session } from "../../src/index.js";

type Given = "sessionId" | "seq" | "at" | "commandId";
type Without<Event> = Event extends unknown ? Omit<Event, Given> : never;

/** A session's log and the rules of the server that a client can see. */
export class Log {
  epoch = "epoch-1";
  readonly events: LogEvent[] = [];
  private readonly keys = new Map<string, { seq: number; messageId: string }>();
  private readonly changes = new Map<string, LogEvent>();

  constructor(
    readonly sessionId: string,
    readonly members: string[],
  ) {
    this.append({ type: "session_created", actor: { userId: members[0]! }, session: this.session });
  }

  get lastSeq(): number {
    return this.events.length;
  }

  get session(): Session {
    const messages = fold(this.events);
    return {
      id: this.sessionId,
      title: "Test",
      ownerId: this.members[0]!,
      members: this.members.map((userId, i) => ({ userId, role: i === 0 ? "owner" : "member" })),
      metadata: {},
      createdAt: time(0),
      updatedAt: time(this.lastSeq),
      lastSeq: this.lastSeq,
      messageCount: messages.length,
    };
  }

  append(draft: Without<LogEvent>): LogEvent {
    const seq = this.lastSeq + 1;
    const event = { ...draft, sessionId: this.sessionId, seq, at: time(seq), commandId: `c${seq}` } as LogEvent;
    this.events.push(event);
    return event;
  }

  /** A repeat by clientId answers with the first result and adds nothing. */
  send(senderId: string, content: string, clientId?: string): { seq: number; messageId: string; event?: LogEvent } {
    const known = clientId === undefined ? undefined : this.keys.get(`${senderId}/${clientId}`);
    if (known) return known;
    const seq = this.lastSeq + 1;
    const message: Message = {
      id: `${this.sessionId}.${seq}`,
      sessionId: this.sessionId,
      seq,
      senderId,
      role: "user",
      content,
      metadata: {},
      createdAt: time(seq),
      ...(clientId === undefined ? {} : { clientId }),
    };
    const event = this.append({ type: "message_created", actor: { userId: senderId }, message });
    const result = { seq, messageId: message.id };
    if (clientId !== undefined) this.keys.set(`${senderId}/${clientId}`, result);
    return { ...result, event };
  }

  /** A repeat by clientId is the first change again. */
  once(userId: string, clientId: string, change: () => LogEvent | undefined): LogEvent | undefined {
    const event = this.changes.get(`${userId}/${clientId}`) ?? change();
    if (event) this.changes.set(`${userId}/${clientId}`, event);
    return event;
  }

  edit(userId: string, messageId: string, content: string): LogEvent | undefined {
    const message = fold(this.events).find((each) => each.id === messageId);
    if (!message) return undefined;
    const editedAt = time(this.lastSeq + 1);
    return this.append({ type: "message_updated", actor: { userId }, message: { ...message, content, editedAt } });
  }

  remove(userId: string, messageId: string): LogEvent | undefined {
    const message = fold(this.events).find((each) => each.id === messageId);
    return message && this.append({ type: "message_deleted", actor: { userId }, messageId });
  }

  clear(userId: string): LogEvent {
    return this.append({ type: "session_cleared", actor: { userId }, upToSeq: this.lastSeq });
  }

  /** Another log of the same session: what the others wrote reads otherwise, and no event says so. */
  rewrite(): void {
    this.epoch += "'";
    this.events.forEach((event, i) => {
      if (!("message" in event) || event.message.senderId === "alice") return;
      this.events[i] = { ...event, message: { ...event.message, content: `${event.message.content}'` } };
    });
  }

  keyed(userId: string, clientId: string): { seq: number; messageId: string } | undefined {
    return this.keys.get(`${userId}/${clientId}`);
  }
}

/** What a session holds after the events, written without any of the client's code. */
export function fold(events: readonly LogEvent[]): Message[] {
  const held = new Map<string, Message>();
  for (const event of events) {
    if (event.type === "message_created" || event.type === "message_updated") held.set(event.message.id, event.message);
    if (event.type === "message_deleted") held.delete(event.messageId);
    if (event.type === "session_cleared") for (const m of [...held.values()]) if (m.seq <= event.upToSeq) held.delete(m.id);
  }
  return [...held.values()].sort((a, b) => a.seq - b.seq);
}

export function time(seq: number): string {
  return new Date(1_800_000_000_000 + seq).toISOString();
}
