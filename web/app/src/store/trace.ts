import type { Confab, TracedFrame } from "@confab/client";

/** A hop that this side can time, in milliseconds. */
export interface Hop {
  readonly name: string;
  readonly millis: number;
  readonly about: string;
}

export interface Entry {
  readonly n: number;
  readonly direction: "in" | "out";
  readonly at: number;
  readonly type: string;
  readonly sessionId: string | undefined;
  readonly seq: number | undefined;
  readonly epoch: string | undefined;
  readonly hops: readonly Hop[];
  readonly text: string;
}

interface Sent {
  readonly at: number;
  ackAt?: number;
}

const KEEP = 200;
const PENDING = 500;
const QUIET = new Set(["ping", "pong"]);

/** What went over the socket, with what can be said of its way. It listens only while it is started. */
export class Trace {
  entries: readonly Entry[] = [];
  private n = 0;
  private readonly asked = new Map<string, Sent>();
  private readonly sends = new Map<string, Sent>();
  private readonly listeners = new Set<() => void>();
  private stopListening: (() => void) | undefined;

  constructor(private readonly client: Confab) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  start(): void {
    this.stopListening ??= this.client.on("frame", (traced) => this.add(traced));
  }

  stop(): void {
    this.stopListening?.();
    this.stopListening = undefined;
  }

  clear(): void {
    this.entries = [];
    this.tell();
  }

  private add(traced: TracedFrame): void {
    const { frame, direction, at } = traced;
    if (QUIET.has(frame.type)) return;
    const hops = direction === "out" ? this.out(traced) : this.in(traced);
    const sessionId = typeof frame["sessionId"] === "string" ? frame["sessionId"] : undefined;
    const seq = typeof frame["seq"] === "number" ? frame["seq"] : undefined;
    const known = sessionId === undefined ? undefined : this.client.session(sessionId).state.epoch;
    const epoch = seq === undefined ? undefined : typeof frame["epoch"] === "string" ? frame["epoch"] : known;
    const text = frame.type === "authenticate" ? hidden(traced.text) : traced.text;
    const entry: Entry = { n: ++this.n, direction, at, type: frame.type, sessionId, seq, epoch, hops, text };
    this.entries = [...this.entries.slice(-KEEP + 1), entry];
    this.tell();
  }

  private out({ frame, at }: TracedFrame): Hop[] {
    const sent: Sent = { at };
    if (frame.id !== undefined) remember(this.asked, frame.id, sent);
    const { clientId } = frame;
    if (typeof clientId !== "string") return [];
    const first = this.sends.get(clientId);
    if (!first) remember(this.sends, clientId, sent);
    else return [{ name: "again", millis: at - first.at, about: "since it was first sent, with the same clientId" }];
    return [];
  }

  private in({ frame, at }: TracedFrame): Hop[] {
    const asked = frame.id === undefined ? undefined : this.asked.get(frame.id);
    if (asked) {
      asked.ackAt = at;
      return [{ name: `asked → ${frame.type}`, millis: at - asked.at, about: "from the frame that went out to this answer" }];
    }
    const message = frame["message"] as { clientId?: string; senderId?: string } | undefined;
    const mine = message?.clientId !== undefined && message.senderId === this.client.userId;
    const sent = mine ? this.sends.get(message.clientId!) : undefined;
    if (sent && frame.type === "message_created") return ofOwn(sent, at);
    const written = Date.parse(String(frame["at"]));
    if (Number.isNaN(written)) return [];
    return [{ name: "server → here", millis: at - written, about: "by two clocks: the server's when it was decided, and this machine's" }];
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

function ofOwn(sent: Sent, at: number): Hop[] {
  const whole = { name: "send → event", millis: at - sent.at, about: "from the frame that went out to its event" };
  if (sent.ackAt === undefined) return [whole];
  return [
    { name: "send → ack", millis: sent.ackAt - sent.at, about: "until it was durable, and the answer was here" },
    { name: "ack → event", millis: at - sent.ackAt, about: "from the answer to the event" },
    whole,
  ];
}

function remember(map: Map<string, Sent>, key: string, sent: Sent): void {
  map.set(key, sent);
  if (map.size > PENDING) map.delete(map.keys().next().value!);
}

function hidden(text: string): string {
  return text.replace(/"token":"[^"]*"/, '"token":"…"');
}
