import { backoff, pause, type Random } from "./backoff.js";
import type { Connection } from "./connection.js";
import { asError, type ConfabError } from "./error.js";
import type { Rest } from "./rest.js";
import type { Timeline } from "./timeline.js";
import type { Joined, LogEvent, Message, Page } from "./wire.js";

/**
 * `live`: the list is all there is, and grows as it happens. `behind`: events are known to exist that are not in it yet.
 * `gone`: the session was deleted, or the user is no longer a member.
 */
export interface SyncState {
  readonly status: "idle" | "joining" | "live" | "behind" | "gone";
  /** How many events are known to be missing. */
  readonly behind: number;
  readonly epoch?: string;
  readonly seq: number;
  readonly error?: ConfabError;
}

export interface SyncHost {
  readonly sessionId: string;
  readonly connection: Connection;
  readonly rest: Rest;
  readonly random: Random;
  readonly pageSize: number;
  readonly timeline: Timeline;
  joined(answer: Joined): void;
  /** The event is the next of the log. */
  apply(event: LogEvent): void;
  /** The list starts again, with this page. */
  restart(answer: Joined, newest: Page<Message>): void;
  changed(): void;
}

const HOLE_PATIENCE = 2_000;
const CATCH_UP_LIMIT = 2_000;
const EVENTS_PAGE = 500;
const EARLY_LIMIT = 5_000;

/** Keeps a timeline on its session's log: joins, resumes, puts events in order, fills holes, starts again if it must. */
export class Sync {
  private wanted = false;
  private phase: "idle" | "joining" | "ready" | "gone" = "idle";
  private error: ConfabError | undefined;
  /** Counts joins; what belongs to an earlier one is of no use. */
  private run = 0;
  private target = 0;
  private readonly early = new Map<number, LogEvent>();
  private hole: ReturnType<typeof setTimeout> | undefined;
  private filling = false;
  private snapshot: SyncState | undefined;

  constructor(private readonly host: SyncHost) {}

  get state(): SyncState {
    const { epoch, seq } = this.host.timeline;
    if (this.snapshot?.seq !== seq || this.snapshot.epoch !== epoch) this.snapshot = undefined;
    return (this.snapshot ??= this.describe());
  }

  get isWanted(): boolean {
    return this.wanted;
  }

  want(): void {
    if (this.wanted) return;
    this.wanted = true;
    void this.join();
  }

  unwant(): void {
    if (!this.wanted) return;
    this.wanted = false;
    this.host.connection.tell("leave_session", { sessionId: this.host.sessionId });
    this.restart("idle");
  }

  online(): void {
    if (this.wanted) void this.join();
  }

  offline(): void {
    if (this.wanted) this.restart("joining");
  }

  /** The session is no longer the user's to see. */
  gone(error?: ConfabError): void {
    this.wanted = false;
    this.restart("gone");
    this.error = error;
    this.touch();
  }

  /** An event from anywhere: what was had is dropped, what is early waits, and the rest is applied in order. */
  receive(event: LogEvent): void {
    const { timeline } = this.host;
    if (this.phase !== "joining" && this.phase !== "ready") return;
    this.target = Math.max(this.target, event.seq);
    if (this.phase === "joining" || event.seq !== timeline.seq + 1) {
      const known = this.phase === "ready" && event.seq <= timeline.seq;
      if (!known && this.early.size < EARLY_LIMIT) this.early.set(event.seq, event);
    } else {
      this.host.apply(event);
    }
    if (this.phase === "ready") this.settle();
    this.touch();
  }

  private async join(): Promise<void> {
    const { connection, sessionId, timeline } = this.host;
    if (!connection.online) return;
    const run = this.restart("joining");
    for (let attempt = 0; run === this.run; attempt++) {
      try {
        const { epoch, seq } = timeline;
        const after = epoch === undefined ? {} : { after: { epoch, seq } };
        const answer = await connection.request("join_session", { sessionId, ...after });
        if (run !== this.run) return;
        await this.start(run, answer as unknown as Joined);
        return;
      } catch (failure) {
        if (run !== this.run) return;
        if (!this.mayRetry(failure)) return;
        await pause(backoff(attempt, this.host.random));
      }
    }
  }

  private async start(run: number, answer: Joined): Promise<void> {
    const { timeline } = this.host;
    this.host.joined(answer);
    this.target = Math.max(this.target, answer.seq);
    const missing = answer.seq - timeline.seq;
    const sameLog = timeline.epoch === answer.epoch && missing >= 0;
    if (!sameLog || (!answer.recovered && missing > CATCH_UP_LIMIT)) await this.reload(run, answer);
    if (run !== this.run) return;
    this.phase = "ready";
    this.error = undefined;
    this.settle();
    this.touch();
    if (sameLog && !answer.recovered && missing > 0) this.fill();
  }

  /** The newest page as of the join, and then the events that came since. */
  private async reload(run: number, answer: Joined): Promise<void> {
    const { rest, sessionId, pageSize } = this.host;
    for (let attempt = 0; ; attempt++) {
      try {
        const page = await rest.messages(sessionId, { limit: pageSize, minSeq: answer.seq });
        if (run !== this.run) return;
        this.host.restart(answer, page);
        return;
      } catch (failure) {
        if (run !== this.run || !asError(failure).retryable) throw failure;
        await pause(backoff(attempt, this.host.random));
        if (run !== this.run) return;
      }
    }
  }

  /** Applies what waited and is next; watches the hole before what still waits. */
  private settle(): void {
    const { timeline } = this.host;
    for (let next = this.early.get(timeline.seq + 1); next; next = this.early.get(timeline.seq + 1)) {
      this.host.apply(next);
      this.early.delete(next.seq);
      if (this.phase !== "ready") return;
    }
    for (const seq of this.early.keys()) if (seq <= timeline.seq) this.early.delete(seq);
    clearTimeout(this.hole);
    if (this.target > timeline.seq) this.hole = setTimeout(() => this.fill(), HOLE_PATIENCE);
  }

  /** Fetches what is missing from history. */
  private fill(): void {
    if (this.filling) return;
    this.filling = true;
    const run = this.run;
    void this.fetchMissing(run).finally(() => {
      this.filling = false;
      if (run === this.run && this.phase === "ready") this.settle();
      this.touch();
    });
  }

  private async fetchMissing(run: number): Promise<void> {
    const { rest, sessionId, timeline } = this.host;
    const isCurrent = () => run === this.run && this.phase === "ready";
    for (let attempt = 0; isCurrent() && timeline.seq < this.target; attempt++) {
      try {
        const query = { after: timeline.seq, limit: EVENTS_PAGE, minSeq: Math.min(this.target, timeline.seq + EVENTS_PAGE) };
        const page = await rest.events(sessionId, query);
        if (!isCurrent()) return;
        if (page.epoch !== timeline.epoch) return this.rejoin();
        const before = timeline.seq;
        for (const event of page.items) this.receive(event);
        if (timeline.seq > before) attempt = 0;
        else await pause(backoff(attempt, this.host.random));
      } catch (failure) {
        if (!isCurrent() || !this.mayRetry(failure)) return;
        await pause(backoff(attempt, this.host.random));
      }
    }
  }

  /** The log is another one: nothing of the old is of use. */
  private rejoin(): void {
    this.host.timeline.epoch = undefined;
    this.early.clear();
    void this.join();
  }

  /** What can't be retried ends the joining, and is in the state. */
  private mayRetry(failure: unknown): boolean {
    const error = asError(failure);
    if (error.retryable) return true;
    if (error.code === "session_not_found") this.gone(error);
    else {
      this.wanted = false;
      this.restart("idle");
      this.error = error;
      this.touch();
    }
    return false;
  }

  private restart(phase: "idle" | "joining" | "gone"): number {
    clearTimeout(this.hole);
    this.early.clear();
    this.target = 0;
    this.phase = phase;
    this.error = undefined;
    this.touch();
    return ++this.run;
  }

  private describe(): SyncState {
    const { epoch, seq } = this.host.timeline;
    const behind = this.phase === "ready" ? Math.max(0, this.target - seq) : 0;
    const status = this.phase !== "ready" ? this.phase : behind > 0 ? "behind" : "live";
    return Object.freeze({
      status,
      behind,
      seq,
      ...(epoch === undefined ? {} : { epoch }),
      ...(this.error === undefined ? {} : { error: this.error }),
    });
  }

  private touch(): void {
    this.snapshot = undefined;
    this.host.changed();
  }
}
