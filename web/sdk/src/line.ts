import type { Random } from "./backoff.js";
import type { WebSocketConstructor } from "./socket.js";
import type { Tokens } from "./token.js";
import type { Frame } from "./wire.js";

/** `offline` tries again by itself, at `retryAt`; `closed` does not: somebody has to call `connect` or `authenticate`. */
export interface ConnectionState {
  readonly status: "connecting" | "online" | "offline" | "closed";
  readonly reason?: string;
  /** The close code, where the server closed. */
  readonly code?: number;
  /** By this machine's clock, in milliseconds. */
  readonly retryAt?: number;
}

/** A frame as it went over the line. `at` is this machine's clock, in milliseconds. */
export interface TracedFrame {
  readonly direction: "in" | "out";
  readonly at: number;
  readonly text: string;
  readonly frame: Frame;
}

/** What a connection is made of. */
export interface Line {
  readonly url: string;
  readonly webSocket: WebSocketConstructor;
  readonly tokens: Tokens;
  readonly random: Random;
  readonly heartbeat: number;
  /** What a frame may have, in bytes; a longer one would cost the whole connection. */
  readonly maxFrameBytes: number;
}
