import { describe, expect, it } from "vitest";
import { NO_SHELF, type Shelf, type Writing } from "../src/store/shelf";
import { draftOf, editOf, letterOf, Writings } from "../src/store/writings";

/** Keeps what is put, as long as the test lasts. */
class Browser implements Shelf {
  readonly lasting = true;
  private readonly kept = new Map<string, Writing>();

  put(user: string, writing: Writing): void {
    this.kept.set(`${user}/${writing.id}`, writing);
  }

  remove(user: string, id: string): void {
    this.kept.delete(`${user}/${id}`);
  }

  open(user: string): Writings {
    return new Writings(user, this, [...this.kept].filter(([key]) => key.startsWith(`${user}/`)).map(([, writing]) => writing));
  }
}

describe("what a user wrote", () => {
  it("is there again after a reload, for him alone", () => {
    const browser = new Browser();
    const alices = browser.open("alice");
    alices.draft("s", "half a thought");
    alices.edit("s", "s.3", 3, "better");
    expect((browser.open("bob")).textOf(draftOf("s"))).toBe("");
    const again = browser.open("alice");
    expect([again.textOf(draftOf("s")), again.textOf(editOf("s.3"))]).toEqual(["half a thought", "better"]);
    again.draft("s", "");
    again.remove(editOf("s.3"));
    expect((browser.open("alice")).of("draft")).toEqual([]);
  });

  it("keeps messages in the order in which they were written, also within a millisecond", () => {
    const browser = new Browser();
    const writings = browser.open("alice");
    for (let i = 0; i < 20; i++) writings.letter("s", `k${19 - i}`, `m${i}`);
    writings.refused("k19", true);
    const again = browser.open("alice");
    expect(again.of("letter", "s").map(({ text }) => text)).toEqual(Array.from({ length: 20 }, (_, i) => `m${i}`));
    expect(again.get(letterOf("k19"))?.refused).toBe(true);
  });

  it("becomes a leftover where its place is gone, and can go to the field", () => {
    const writings = new Writings("alice", NO_SHELF, []);
    writings.draft("s", "one");
    writings.edit("s", "s.3", 3, "two");
    writings.strand(editOf("s.3"), "It was deleted.");
    expect(writings.leftovers.map(({ text, why }) => [text, why])).toEqual([["two", "It was deleted."]]);
    writings.reuse(writings.leftovers[0]!);
    expect([writings.textOf(draftOf("s")), writings.leftovers.length]).toEqual(["one\ntwo", 0]);
  });

  it("is not lost with its session, but for what is under way there", () => {
    const writings = new Writings("alice", NO_SHELF, []);
    writings.draft("s", "draft");
    writings.letter("s", "refused", "letter");
    writings.refused("refused", true);
    writings.letter("s", "waiting", "still tried");
    writings.draft("other", "stays");
    writings.strandAll("s");
    expect(writings.leftovers.map(({ text }) => text)).toEqual(["draft", "letter"]);
    expect([writings.textOf(draftOf("other")), writings.of("letter").length]).toEqual(["stays", 1]);
  });
});
