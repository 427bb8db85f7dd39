export { Confab, type ConfabOptions } from "./client.js";
export { ChatSession } from "./session.js";
export { ConfabError, type ErrorCode } from "./error.js";
export type { ConnectionState, TracedFrame } from "./line.js";
export type { HistoryState } from "./history.js";
export type { SendOptions, Sent } from "./letter.js";
export type { ChatMessage, Delivery } from "./message.js";
export type { SyncState } from "./sync.js";
export type { TokenProvider } from "./token.js";
export type { WebSocketConstructor, WebSocketLike } from "./socket.js";
export type {
  Frame,
  LogEvent,
  Member,
  MemberRole,
  Message,
  MessageRole,
  Metadata,
  Page,
  Position,
  Session,
  SessionSummary,
  Signal,
  Violation,
} from "./wire.js";
