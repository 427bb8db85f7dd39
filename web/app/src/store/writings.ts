import { openShelf, type Shelf, type Writing } from "./shelf";

export const draftOf = (sessionId: string): string => `draft:${sessionId}`;
export const letterOf = (clientId: string): string => `letter:${clientId}`;
export const editOf = (messageId: string): string => `edit:${messageId}`;

/**
 * What a user wrote and the server does not have: drafts, messages under way, changes of messages, and what lost its place.
 * It belongs to the user, is there again after a reload, and nobody else who signs in sees it.
 */
export class Writings {
  /** What lost the place where it belonged: the user decides what becomes of it. */
  leftovers: readonly Writing[] = [];
  private readonly kept = new Map<string, Writing>();
  private readonly listeners = new Set<() => void>();
  private last = 0;

  constructor(
    private readonly user: string,
    private readonly shelf: Shelf,
    found: readonly Writing[],
  ) {
    for (const writing of found) this.kept.set(writing.id, writing);
    this.last = Math.max(0, ...found.map(({ at }) => at));
    this.sort();
  }

  static async open(user: string): Promise<Writings> {
    let writings: Writings | undefined;
    const { shelf, found } = await openShelf(user, () => writings?.tell());
    writings = new Writings(user, shelf, found);
    return writings;
  }

  /** Whether it is there again after a reload. */
  get lasting(): boolean {
    return this.shelf.lasting;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get(id: string): Writing | undefined {
    return this.kept.get(id);
  }

  textOf(id: string): string {
    return this.kept.get(id)?.text ?? "";
  }

  /** In the order in which they were written. */
  of(kind: Writing["kind"], sessionId?: string): readonly Writing[] {
    return [...this.kept.values()]
      .filter((each) => each.kind === kind && (sessionId === undefined || each.sessionId === sessionId))
      .sort((a, b) => a.at - b.at);
  }

  draft(sessionId: string, text: string): void {
    if (text === "") this.remove(draftOf(sessionId));
    else this.put({ id: draftOf(sessionId), kind: "draft", sessionId, text });
  }

  letter(sessionId: string, clientId: string, text: string): void {
    this.put({ id: letterOf(clientId), kind: "letter", sessionId, text });
  }

  refused(clientId: string, refused: boolean): void {
    const letter = this.get(letterOf(clientId));
    if (letter) this.keep({ ...letter, refused });
  }

  edit(sessionId: string, messageId: string, seq: number, text: string): void {
    this.put({ id: editOf(messageId), kind: "edit", sessionId, text, seq });
  }

  /** The place where it belonged is no more. */
  strand(id: string, why: string): void {
    const writing = this.get(id);
    if (!writing) return;
    this.remove(id);
    const { sessionId, text } = writing;
    this.put({ id: `leftover:${id}`, kind: "leftover", sessionId, text, why });
  }

  /** The session is no more. What is under way there is still tried. */
  strandAll(sessionId: string): void {
    for (const { id, kind, refused } of [...this.kept.values()].filter((each) => each.sessionId === sessionId)) {
      if (kind === "draft" || kind === "edit") this.strand(id, "You had written this here.");
      if (kind === "letter" && refused) this.strand(id, "This was not sent.");
    }
  }

  /** Puts it into the session's draft. */
  reuse(leftover: Writing): void {
    const draft = this.textOf(draftOf(leftover.sessionId));
    this.draft(leftover.sessionId, draft.trim() === "" ? leftover.text : `${draft}\n${leftover.text}`);
    this.remove(leftover.id);
  }

  remove(id: string): void {
    if (!this.kept.delete(id)) return;
    this.shelf.remove(this.user, id);
    this.tell();
  }

  private put(writing: Omit<Writing, "at">): void {
    this.last = Math.max(this.last + 1, Date.now());
    this.keep({ ...writing, at: this.last });
  }

  private keep(writing: Writing): void {
    this.kept.set(writing.id, writing);
    this.shelf.put(this.user, writing);
    this.tell();
  }

  private tell(): void {
    this.sort();
    for (const listener of [...this.listeners]) listener();
  }

  private sort(): void {
    const leftovers = this.of("leftover");
    const same = leftovers.length === this.leftovers.length && leftovers.every((each, i) => each === this.leftovers[i]);
    if (!same) this.leftovers = leftovers;
  }
}
