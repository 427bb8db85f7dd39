import { describe, expect, it } from "vitest";
import { parse } from "../src/markdown/parse";

const SMALL = 16_384;
const TIMES = 4;
// Four times the text takes 4 times as long if the effort is linear, and 16 times if it is quadratic.
const MARGIN = 9;
// What the clock and a collection of garbage add to a short run.
const NOISE = 15;
const SEEDS = 60;

const PIECES = ["*", "**", "_", "__", "~~", "`", "``", "```", "[", "](", ")", "(", "https://", "http://[", "mailto:", "h", "#", " #", " ", "\n", "> ", "- ", "1. ", "\\", "a", "a.", "。", "é", "😀"];

describe("the effort to read a message", () => {
  it.each([
    ["a backtick more than there can be", (size: number) => `a${"`".repeat(size)}`],
    ["runs of backticks, each of another length", (size: number) => Array.from({ length: Math.sqrt(size * 2) }, (_, i) => "`".repeat(i + 1)).join(" ")],
    ["a heading of blanks and hashes", (size: number) => `# a${" #".repeat(size / 2)}x`],
    ["a heading of blanks", (size: number) => `# a${" ".repeat(size)}x`],
    ["an address of dots", (size: number) => `http://a${".".repeat(1_900)}b `.repeat(size / 1_910)],
    ["addresses that are none", (size: number) => "http://[/".repeat(size / 9)],
    ["brackets behind an address", (size: number) => `https://example.org/${")".repeat(1_900)} `.repeat(size / 1_920)],
  ])("grows as the message does: %s", (_, text) => {
    expectLinear(text);
  });

  it(`grows as the message does, whatever is in it (${SEEDS} seeds)`, { timeout: 60_000 }, () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = generator(seed);
      const part = (length: number) => Array.from({ length: 1 + Math.floor(random() * length) }, () => PIECES[Math.floor(random() * PIECES.length)]).join("");
      const [before, repeated, between, again, behind] = [part(6), part(5), part(4), part(3), part(6)];
      const text = (size: number) => `${before}${repeated.repeat(size / 2 / repeated.length)}${between}${again.repeat(size / 2 / again.length)}${behind}`;
      expectLinear(text, `seed ${seed}: ${JSON.stringify([before, repeated, between, again, behind])}`);
    }
  });
});

function expectLinear(text: (size: number) => string, what = ""): void {
  const [small, large] = [text(SMALL), text(SMALL * TIMES)];
  const atSmall = shortest(small);
  const atLarge = shortest(large);
  expect(atLarge, what).toBeLessThanOrEqual(atSmall * MARGIN + NOISE);
}

/** Whatever else the machine does makes a run longer and never shorter. */
function shortest(text: string): number {
  return Math.min(...Array.from({ length: 4 }, () => duration(text)));
}

function duration(text: string): number {
  const started = performance.now();
  parse(text);
  return performance.now() - started;
}

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
