import type { WebSocketLike } from "../../src/index.js";
import type { Chance } from "./chance.js";

/** How bad the line is. Delays are in milliseconds, the others are probabilities. */
export interface Faults {
  delay: number;
  double: number;
  lose: number;
  reorder: number;
  refuse: number;
  cut: number;
}

export interface Peer {
  attached(line: FakeSocket): void;
  heard(line: FakeSocket, text: string): void;
  detached(line: FakeSocket): void;
}

/** A WebSocket over a line that cuts, delays, doubles and, towards the client, reorders. */
export class FakeSocket implements WebSocketLike {
  readyState = 0;
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: never) => void) | null = null;
  onclose: ((event: never) => void) | null = null;
  onerror: ((event: never) => void) | null = null;
  private upUntil = 0;
  private downUntil = 0;

  constructor(
    private readonly peer: Peer,
    private readonly faults: Faults,
    private readonly chance: Chance,
  ) {
    setTimeout(() => {
      if (this.readyState !== 0) return;
      if (chance.is(faults.refuse)) return this.end(1006, "refused");
      this.readyState = 1;
      peer.attached(this);
      this.onopen?.({} as never);
    }, this.lag());
  }

  send(data: string): void {
    const times = this.chance.is(this.faults.double) && data.includes('"send_message"') ? 2 : 1;
    for (let i = 0; i < times; i++) {
      this.upUntil = Math.max(this.upUntil, Date.now() + this.lag());
      this.later(this.upUntil, () => this.peer.heard(this, data));
    }
  }

  close(): void {
    this.end(1000, "");
  }

  /** From the server to the client. */
  push(text: string): void {
    if (this.chance.is(this.faults.lose)) return;
    const times = this.chance.is(this.faults.double) ? 2 : 1;
    for (let i = 0; i < times; i++) {
      const at = Date.now() + this.lag();
      if (!this.chance.is(this.faults.reorder)) this.downUntil = Math.max(this.downUntil, at);
      const when = this.chance.is(this.faults.reorder) ? at : this.downUntil;
      this.later(when, () => this.onmessage?.({ data: text } as never));
    }
  }

  end(code: number, reason: string): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.peer.detached(this);
    setTimeout(() => this.onclose?.({ code, reason } as never), this.lag());
  }

  /** What is on its way when the line is cut never arrives. */
  private later(at: number, act: () => void): void {
    setTimeout(() => {
      if (this.readyState === 1) act();
    }, Math.max(0, at - Date.now()));
  }

  private lag(): number {
    return this.chance.next() * this.faults.delay;
  }
}
