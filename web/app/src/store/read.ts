/** How far the user has read each session, in this browser. */
export class ReadMarks {
  private readonly key: string;
  private readonly marks: Map<string, number>;

  constructor(user: string) {
    this.key = `confab.read.${user}`;
    this.marks = new Map(Object.entries(parsed(localStorage.getItem(this.key))));
  }

  get(sessionId: string): number {
    return this.marks.get(sessionId) ?? 0;
  }

  /** Whether that was news. */
  advance(sessionId: string, seq: number): boolean {
    if (seq <= this.get(sessionId)) return false;
    this.marks.set(sessionId, seq);
    localStorage.setItem(this.key, JSON.stringify(Object.fromEntries(this.marks)));
    return true;
  }
}

function parsed(text: string | null): Record<string, number> {
  try {
    return JSON.parse(text ?? "{}") as Record<string, number>;
  } catch {
    return {};
  }
}
