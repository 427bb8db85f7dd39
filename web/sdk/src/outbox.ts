import { backoff, newKey, pause, type Random } from "./backoff.js";
import type { Connection } from "./connection.js";
import { asError, closedByCaller, ConfabError } from "./error.js";
import { Letter, type SendOptions, type Sent } from "./letter.js";
import type { ChatMessage } from "./message.js";
import type { Message } from "./wire.js";

export interface Mailer {
  readonly connection: Connection;
  readonly random: Random;
  readonly ackDeadline: number;
}

export interface OutboxHost {
  acked(sent: Sent, key: string): void;
  changed(): void;
}

/**
 * What was written in a session and is not in its list yet, in order. One letter is under way at a time, so that a
 * refusal or a lost answer never lets the next one overtake; it is sent again, with the same `clientId`, until
 * there is a verdict: the ack, or the event itself if that is seen first.
 */
export class Outbox {
  private letters: Letter[] = [];
  private draining = false;
  private wake: () => void = () => undefined;
  private snapshot: readonly ChatMessage[] | undefined;

  constructor(
    private readonly sessionId: string,
    private readonly mailer: Mailer,
    private readonly host: OutboxHost,
  ) {}

  /** The local echoes, in the order in which they were written. */
  get echoes(): readonly ChatMessage[] {
    return (this.snapshot ??= this.letters.map((letter) => letter.view));
  }

  get waiting(): number {
    return this.letters.filter((letter) => letter.status.is === "queued").length;
  }

  send(content: string, options: SendOptions): Promise<Sent> {
    const clientId = options.clientId ?? newKey();
    const same = this.letters.find((letter) => letter.clientId === clientId);
    if (same && same.status.is !== "failed") {
      if (same.content === content) return same.promise;
      return Promise.reject(new ConfabError("idempotency_conflict", "The clientId is in use for another message."));
    }
    const letter = new Letter(this.sessionId, clientId, content, options, this.mailer.connection.userId ?? "");
    if (same) this.letters.splice(this.letters.indexOf(same), 1);
    this.letters.push(letter);
    const refusal = this.mailer.connection.refusalOf("send_message", letter.frame);
    if (refusal) letter.refuse(refusal);
    this.touch();
    void this.drain();
    return letter.promise;
  }

  /** Sends a refused message once more, as it was. */
  retry(clientId: string): Promise<Sent> {
    const letter = this.letters.find((each) => each.clientId === clientId && each.status.is === "failed");
    if (!letter) return Promise.reject(new ConfabError("invalid", "No failed message has this clientId."));
    return this.send(letter.content, { ...letter.options, clientId });
  }

  /** Forgets a refused message. */
  discard(clientId: string): void {
    this.letters = this.letters.filter((letter) => letter.clientId !== clientId || letter.status.is !== "failed");
    this.touch();
  }

  /** A message of the log: if it was one of ours, the echo goes, and its key is told. */
  landed(message: Message): string | undefined {
    const { userId } = this.mailer.connection;
    const letter = this.letters.find((each) => each.clientId === message.clientId);
    if (!letter || (userId !== undefined && message.senderId !== userId)) return undefined;
    letter.accept({ seq: message.seq, messageId: message.id });
    this.drop(letter);
    return letter.key;
  }

  /** The list has got this far: what was acknowledged up to there is in it, or was deleted since. */
  passed(seq: number): void {
    for (const letter of this.letters) {
      if (letter.status.is === "acked" && letter.status.sent.seq <= seq) this.drop(letter);
    }
  }

  /** Called when a connection is there; sends until all is sent or the connection is gone. */
  async drain(): Promise<void> {
    this.wake();
    if (this.draining) return;
    this.draining = true;
    try {
      for (let letter = this.head(); letter && this.mailer.connection.online; letter = this.head()) {
        await this.deliver(letter);
      }
    } finally {
      this.draining = false;
    }
  }

  close(): void {
    for (const letter of this.letters) if (letter.status.is === "queued") letter.refuse(closedByCaller());
    this.wake();
    this.touch();
  }

  private async deliver(letter: Letter): Promise<void> {
    const { connection, random, ackDeadline } = this.mailer;
    const woken = new Promise<void>((resolve) => (this.wake = resolve));
    const settled = letter.promise.then(
      () => undefined,
      () => undefined,
    );
    try {
      const ack = await Promise.race([connection.request("send_message", letter.frame, ackDeadline), settled]);
      if (ack && letter.status.is === "queued") {
        const sent = { seq: Number(ack["seq"]), messageId: String(ack["messageId"]) };
        letter.accept(sent);
        this.host.acked(sent, letter.key);
        this.touch();
      }
    } catch (failure) {
      if (letter.status.is !== "queued") return;
      const error = asError(failure);
      if (!error.retryable) {
        letter.refuse(error);
        this.touch();
      } else if (connection.online) {
        await pause(backoff(letter.attempts++, random, 500, 10_000), woken, settled);
      }
    }
  }

  private head(): Letter | undefined {
    return this.letters.find((letter) => letter.status.is === "queued");
  }

  private drop(letter: Letter): void {
    this.letters = this.letters.filter((each) => each !== letter);
    this.touch();
  }

  private touch(): void {
    this.snapshot = undefined;
    this.host.changed();
  }
}
