import type { WebSocketConstructor, WebSocketLike } from "../../src/index.js";

type Fields = Record<string, unknown>;

/** A WebSocket in the hands of a test: it opens, speaks and closes when it is told to. */
export class HandSocket implements WebSocketLike {
  readyState = 0;
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: never) => void) | null = null;
  onclose: ((event: never) => void) | null = null;
  onerror: ((event: never) => void) | null = null;
  readonly sent: Fields[] = [];

  send(data: string): void {
    this.sent.push(JSON.parse(data) as Fields);
  }

  close(): void {
    this.readyState = 3;
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.({} as never);
  }

  say(fields: Fields): void {
    this.onmessage?.({ data: JSON.stringify(fields) } as never);
  }

  end(code: number, reason = ""): void {
    this.readyState = 3;
    this.onclose?.({ code, reason } as never);
  }

  last(type: string): Fields | undefined {
    return this.sent.filter((frame) => frame["type"] === type).at(-1);
  }

  /** Answers the newest frame of a type. */
  answer(to: string, type: string, fields: Fields = {}): void {
    this.say({ type, id: this.last(to)?.["id"], ...fields });
  }

  async letIn(userId = "alice", expiresIn = 3_600): Promise<void> {
    this.open();
    this.answer("authenticate", "authenticated", { userId, expiresAt: new Date(Date.now() + expiresIn * 1000).toISOString(), expiresIn });
    await new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(resolve)));
  }
}

export function sockets(): { made: HandSocket[]; WebSocket: WebSocketConstructor } {
  const made: HandSocket[] = [];
  class Made extends HandSocket {
    constructor() {
      super();
      made.push(this);
    }
  }
  return { made, WebSocket: Made };
}
