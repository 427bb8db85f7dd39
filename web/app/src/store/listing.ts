import type { Confab, SessionSummary } from "@confab/client";

export interface ListingHost {
  /** Whether all that happened in the session is known here. */
  knows(summary: SessionSummary): boolean;
  /**
   * Sessions without a gap, newest activity first; `whole` if it is the list's first page, `last` if none are behind. Behind the others come those again
   * in which anything happened meanwhile, in any order.
   */
  take(items: readonly SessionSummary[], place: { readonly whole: boolean; readonly last: boolean }): void;
  changed(): void;
}

const PAGE = 50;
const FIRST_NEWS = 20;
const SHORTEST = 5_000;
const LONGEST = 20_000;
const HIDDEN = 60_000;
const GROWTH = 1.5;

/**
 * Asks the server for the user's sessions: for the first page, for further ones as they are wanted, and now and then for the
 * one in which something happened last. Only if that is news are others asked for, so that an idle page moves next to
 * nothing. What happens in joined sessions comes by the socket.
 */
export class Listing {
  loaded = false;
  error: string | undefined;
  hasMore = false;
  private cursor: string | undefined;
  private pause = SHORTEST;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private looking: Promise<void> | undefined;
  private loading: Promise<void> | undefined;
  private stopped = true;

  constructor(
    private readonly client: Confab,
    private readonly host: ListingHost,
  ) {}

  start(): void {
    this.stopped = false;
    document.addEventListener("visibilitychange", this.returned);
    void this.look();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.returned);
  }

  /** Looks now; with `whole` at the whole first page. */
  look(whole = false): Promise<void> {
    if (whole && this.looking) return this.looking.then(() => this.look(true));
    this.looking ??= this.lookNow(whole).finally(() => (this.looking = undefined));
    return this.looking;
  }

  /** Loads the page behind the last one. */
  more(): Promise<void> {
    if (!this.hasMore) return Promise.resolve();
    this.loading ??= this.loadMore().finally(() => {
      this.loading = undefined;
      this.host.changed();
    });
    return this.loading;
  }

  private readonly returned = () => {
    this.pause = SHORTEST;
    if (document.visibilityState === "visible") void this.look();
    else this.later();
  };

  private async lookNow(whole: boolean): Promise<void> {
    clearTimeout(this.timer);
    try {
      const isNews = whole || !this.loaded ? await this.firstPage() : await this.news();
      this.pause = isNews ? SHORTEST : Math.min(this.pause * GROWTH, LONGEST);
      this.error = undefined;
    } catch (failure) {
      this.error = failure instanceof Error ? failure.message : String(failure);
      this.pause = Math.min(this.pause * GROWTH, LONGEST);
    }
    if (this.stopped) return;
    this.host.changed();
    this.later();
  }

  private later(): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.look(), document.visibilityState === "visible" ? this.pause : HIDDEN);
  }

  private async firstPage(): Promise<boolean> {
    const { items, nextCursor } = await this.client.sessions({ limit: PAGE });
    if (this.stopped) return false;
    const isNews = items.some((item) => !this.host.knows(item));
    this.host.take(items, { whole: true, last: nextCursor === null });
    // Pages further down may be there already.
    if (!this.loaded) this.behind(nextCursor);
    this.loaded = true;
    return isNews;
  }

  /** Whether anything is new. Only then pages are asked for, until one has something that is known. */
  private async news(): Promise<boolean> {
    const { items: newest } = await this.client.sessions({ limit: 1 });
    if (this.stopped || newest.every((item) => this.host.knows(item))) return false;
    let cursor: string | null | undefined;
    for (let limit = FIRST_NEWS; cursor !== null; limit = PAGE) {
      const page = await this.client.sessions({ limit, ...(cursor === undefined ? {} : { cursor }) });
      if (this.stopped) return false;
      const reached = page.items.some((item) => this.host.knows(item));
      this.host.take(page.items, { whole: cursor === undefined, last: page.nextCursor === null });
      if (reached) break;
      cursor = page.nextCursor;
    }
    return true;
  }

  private async loadMore(): Promise<void> {
    try {
      for (let count = 0; count === 0 && this.hasMore; ) {
        const { items, nextCursor } = await this.client.sessions({ limit: PAGE, ...(this.cursor === undefined ? {} : { cursor: this.cursor }) });
        if (this.stopped) return;
        this.behind(nextCursor);
        this.host.take(items, { whole: false, last: nextCursor === null });
        count = items.length;
      }
      this.error = undefined;
    } catch (failure) {
      this.error = failure instanceof Error ? failure.message : String(failure);
      throw failure;
    }
  }

  private behind(cursor: string | null): void {
    this.cursor = cursor ?? undefined;
    this.hasMore = cursor !== null;
  }
}
