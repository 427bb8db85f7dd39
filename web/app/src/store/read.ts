import { shared } from "./storage";

/**
 * How far a user has read each session, in all windows of this browser. Each session has a key of its own, and a mark only
 * goes forward, so that no window brings old marks back.
 */
export class ReadMarks {
  private readonly prefix: string;
  private readonly marks = new Map<string, number>();

  constructor(
    user: string,
    private readonly moved: () => void = () => undefined,
  ) {
    this.prefix = `confab.read.${user}.`;
  }

  /** Hears of what other windows read. */
  start(): void {
    window.addEventListener("storage", this.changed);
  }

  stop(): void {
    window.removeEventListener("storage", this.changed);
  }

  get(sessionId: string): number {
    let mark = this.marks.get(sessionId);
    if (mark === undefined) {
      mark = this.stored(sessionId);
      this.marks.set(sessionId, mark);
    }
    return mark;
  }

  /** Whether that was news. */
  advance(sessionId: string, seq: number): boolean {
    if (seq <= this.get(sessionId)) return false;
    this.marks.set(sessionId, seq);
    if (this.stored(sessionId) < seq) shared.set(this.prefix + sessionId, String(seq));
    return true;
  }

  private stored(sessionId: string): number {
    return Number(shared.get(this.prefix + sessionId)) || 0;
  }

  private readonly changed = ({ key, newValue }: StorageEvent): void => {
    if (!key?.startsWith(this.prefix)) return;
    const sessionId = key.slice(this.prefix.length);
    const there = Number(newValue) || 0;
    const here = this.get(sessionId);
    // Two windows wrote at once, and the lower mark came last.
    if (there < here) shared.set(key, String(here));
    if (there <= here) return;
    this.marks.set(sessionId, there);
    this.moved();
  };
}
