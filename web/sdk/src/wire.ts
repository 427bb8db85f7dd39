/** What the server writes: the nouns of the protocol, field for field. */

export type MemberRole = "owner" | "member";
export type MessageRole = "user" | "assistant" | "system";
export type Metadata = Readonly<Record<string, unknown>>;

export interface Member {
  readonly userId: string;
  readonly role: MemberRole;
}

export interface Session {
  readonly id: string;
  readonly title: string | null;
  readonly ownerId: string;
  readonly members: readonly Member[];
  readonly metadata: Metadata;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly lastSeq: number;
  readonly messageCount: number;
  /** How many members there are; absent where `members` are all of them. */
  readonly memberCount?: number;
}

/** A session as the list of sessions has it: of its members 20 at most, the owner and the user among them. */
export interface SessionSummary extends Session {
  readonly lastMessage: Message | null;
}

export interface Message {
  readonly id: string;
  readonly sessionId: string;
  readonly seq: number;
  readonly senderId: string;
  readonly role: MessageRole;
  readonly content: string;
  readonly metadata: Metadata;
  readonly createdAt: string;
  readonly editedAt?: string;
  readonly clientId?: string;
}

/** A position in a session's log, to resume from. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface EventPage {
  readonly items: readonly LogEvent[];
  readonly epoch: string;
  readonly lastSeq: number;
}

interface EventOf<T extends string> {
  readonly type: T;
  readonly sessionId: string;
  readonly seq: number;
  readonly at: string;
  readonly actor: { readonly userId: string };
  readonly commandId: string;
}

/** Durable and numbered: what a session's log is made of. */
export type LogEvent =
  | (EventOf<"session_created" | "session_updated"> & { readonly session: Session })
  | EventOf<"session_deleted">
  | (EventOf<"member_added" | "member_removed"> & { readonly member: Member })
  | (EventOf<"message_created" | "message_updated"> & { readonly message: Message })
  | (EventOf<"message_deleted"> & { readonly messageId: string })
  | (EventOf<"session_cleared"> & { readonly upToSeq: number });

/** Neither durable nor numbered. */
export type Signal =
  | { readonly type: "user_joined" | "user_left"; readonly sessionId: string; readonly userId: string }
  | { readonly type: "typing"; readonly sessionId: string; readonly userId: string; readonly typing: boolean };

export interface Joined {
  readonly sessionId: string;
  readonly epoch: string;
  readonly seq: number;
  readonly recovered: boolean;
  readonly session: Session;
  readonly participants: readonly string[];
}

export interface Ack {
  readonly sessionId: string;
  readonly seq: number;
  readonly messageId: string;
}

export interface Violation {
  readonly field: string;
  readonly message: string;
}

/** A frame of which only the type is known yet. */
export interface Frame {
  readonly type: string;
  readonly id?: string;
  readonly [field: string]: unknown;
}

/** The types of events, each with the field that it is about. */
const EVENT_CONTENT: Readonly<Record<LogEvent["type"], string>> = {
  session_created: "session",
  session_updated: "session",
  session_deleted: "",
  member_added: "member",
  member_removed: "member",
  message_created: "message",
  message_updated: "message",
  message_deleted: "messageId",
  session_cleared: "upToSeq",
};

const SIGNAL_TYPES: ReadonlySet<string> = new Set<Signal["type"]>(["user_joined", "user_left", "typing"]);

/** What the server sent, if it is an object with a type. */
export function asFrame(text: string): Frame | undefined {
  try {
    const value = JSON.parse(text) as Frame | null;
    return typeof value === "object" && typeof value?.type === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the frame has a place in a session's log. Its type may be one that is not known here. */
export function asEvent(frame: Frame): LogEvent | undefined {
  const { sessionId, seq, actor, gone } = frame;
  const isEvent = typeof sessionId === "string" && typeof seq === "number" && (actor !== undefined || gone === true);
  return isEvent ? (frame as unknown as LogEvent) : undefined;
}

/** Whether it is of a type that is known here, and says what such an event says: another version may leave that out. */
export function isKnown(event: LogEvent): boolean {
  const content = EVENT_CONTENT[event.type] as string | undefined;
  return content !== undefined && (content === "" || (event as unknown as Frame)[content] !== undefined);
}

export function asSignal(frame: Frame): Signal | undefined {
  return SIGNAL_TYPES.has(frame.type) ? (frame as unknown as Signal) : undefined;
}
