import { now } from "./clock.js";

/** The part of the WebSocket interface that is used; browsers' and the `ws` package's both have it. */
export interface WebSocketLike {
  readonly readyState: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
}

export type WebSocketConstructor = new (url: string, protocols?: string | string[]) => WebSocketLike;

export interface SocketHandler {
  opened(): void;
  received(text: string): void;
  closed(code: number, reason: string): void;
}

const OPEN = 1;

/** One socket from its opening to its end. After the end, which is told once, nothing more is heard of it. */
export class Socket {
  private readonly socket: WebSocketLike;
  private over = false;
  heardAt = now();

  constructor(make: WebSocketConstructor, url: string, private readonly handler: SocketHandler) {
    const socket = new make(url, "confab.v1");
    this.socket = socket;
    socket.onopen = () => {
      if (this.over) return;
      this.heardAt = now();
      handler.opened();
    };
    socket.onmessage = (event: { data: unknown }) => {
      if (this.over) return;
      this.heardAt = now();
      handler.received(String(event.data));
    };
    socket.onclose = (event: { code: number; reason: string }) => this.end(event.code, event.reason);
    // What went wrong is told by the close that follows.
    socket.onerror = () => undefined;
  }

  send(text: string): boolean {
    if (this.over || this.socket.readyState !== OPEN) return false;
    try {
      this.socket.send(text);
      return true;
    } catch {
      return false;
    }
  }

  /** Ends it now, without waiting for the other side, as if it had been cut. */
  cut(reason: string): void {
    if (this.over) return;
    this.hangUp(4000, reason);
    this.end(1006, reason);
  }

  /** Ends it in silence: the handler is told nothing. */
  quit(): void {
    if (this.over) return;
    this.over = true;
    this.hangUp(1000, "bye");
  }

  private hangUp(code: number, reason: string): void {
    try {
      this.socket.close(code, reason);
    } catch {
      // It was closed already, or never opened.
    }
  }

  private end(code: number, reason: string): void {
    if (this.over) return;
    this.over = true;
    this.handler.closed(code, reason);
  }
}
