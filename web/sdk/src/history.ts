import type { Rest } from "./rest.js";
import type { Timeline } from "./timeline.js";
import type { Message } from "./wire.js";

export interface HistoryState {
  readonly hasOlder: boolean;
  readonly loading: boolean;
}

export interface HistoryHost {
  readonly sessionId: string;
  readonly pageSize: number;
  readonly rest: Rest;
  readonly timeline: Timeline;
  prepending(messages: readonly Message[]): void;
  changed(): void;
}

/** Brings older pages, one at a time. */
export class History {
  private loading: Promise<void> | undefined;
  private snapshot: HistoryState = { hasOlder: false, loading: false };

  constructor(private readonly host: HistoryHost) {}

  get state(): HistoryState {
    const { hasOlder } = this.host.timeline;
    const loading = this.loading !== undefined;
    if (hasOlder !== this.snapshot.hasOlder || loading !== this.snapshot.loading) {
      this.snapshot = Object.freeze({ hasOlder, loading });
    }
    return this.snapshot;
  }

  /** Resolves when the page is in the list. While one is being loaded, that is the one. */
  older(): Promise<void> {
    if (!this.loading) {
      if (!this.host.timeline.hasOlder) return Promise.resolve();
      this.loading = this.load().finally(() => {
        this.loading = undefined;
        this.host.changed();
      });
      this.host.changed();
    }
    return this.loading;
  }

  private async load(): Promise<void> {
    const { rest, sessionId, pageSize, timeline } = this.host;
    const { generation } = timeline;
    const journal = timeline.journal();
    try {
      const query = { limit: pageSize, before: timeline.before, minSeq: timeline.seq };
      const page = await rest.messages(sessionId, query);
      if (generation !== timeline.generation) return;
      this.host.prepending(page.items);
      timeline.prepend(page, journal);
    } finally {
      timeline.drop(journal);
    }
  }
}
