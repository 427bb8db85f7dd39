import { describe, expect, it } from "vitest";
import { PLOTS } from "../src/status/plots";
import { line, minutesOf } from "../src/status/minutes";
import { parse, quantile, rate, sum, type Scrape } from "../src/status/scrape";

function scrape(at: number, text: string): Scrape {
  return { at, samples: parse(text) };
}

describe("a look at the metrics", () => {
  it("reads names, labels with quotes in them, and numbers", () => {
    expect(parse('# HELP x y\nx 1\nx{a="1",b="say \\"hi\\""} 2.5E3\n\nbroken line here{\ny{le="+Inf"} +Inf\n')).toEqual([
      { name: "x", labels: {}, value: 1 },
      { name: "x", labels: { a: "1", b: 'say "hi"' }, value: 2500 },
      { name: "y", labels: { le: "+Inf" }, value: Infinity },
    ]);
  });

  it("adds up what has the labels", () => {
    const now = scrape(0, 'c{d="in",n="1"} 3\nc{d="in",n="2"} 4\nc{d="out"} 50\n');
    expect(sum(now, "c", { d: "in" })).toBe(7);
    expect(sum(now, "c")).toBe(57);
    expect(sum(now, "missing")).toBeNull();
  });

  it("gives rates, and none over a restart", () => {
    const first = scrape(1_000, "c 10\n");
    expect(rate(first, scrape(3_000, "c 50\n"), "c")).toBe(20);
    expect(rate(first, scrape(3_000, "c 5\n"), "c")).toBeNull();
    expect(rate(scrape(0, ""), first, "c")).toBeNull();
  });

  it("gives the quantiles of what came between two looks", () => {
    const bounds = ["0.1", "0.2", "0.4", "+Inf"];
    const histogram = (counts: number[]) =>
      bounds.map((bound, index) => `h_bucket{le="${bound}",k="a"} ${counts[index]}\n`).join("");
    const before = scrape(0, histogram([100, 100, 100, 100]));
    const now = scrape(1, histogram([110, 150, 199, 200]));
    expect(quantile(before, now, "h", 0.1)).toBeCloseTo(0.1);
    expect(quantile(before, now, "h", 0.3)).toBeCloseTo(0.15);
    expect(quantile(before, now, "h", 0.5)).toBeCloseTo(0.2);
    expect(quantile(before, now, "h", 1)).toBeCloseTo(0.4);
    expect(quantile(before, before, "h", 0.5)).toBeNull();
    expect(quantile(now, before, "h", 0.5)).toBeNull();
    expect(quantile(before, now, "h", 0.5, { k: "b" })).toBeNull();
  });

  it("says nothing where there is nothing, in every plot", () => {
    const empty = scrape(0, "");
    for (const line of PLOTS.flatMap((plot) => plot.lines)) {
      expect(line.value(empty, empty)).toBeNull();
    }
  });
});

describe("the last hour", () => {
  it("has each minute, also those in which nothing was said", () => {
    const times = minutesOf("2026-11-25T11:58:30Z", "2026-11-25T12:02:00Z");
    expect(times.map((time) => new Date(time * 1000).toISOString().slice(11, 16))).toEqual(["11:59", "12:00", "12:01"]);
    const items = [{ minute: "2026-11-25T12:00:00Z", messages: 7 }];
    expect(line(times, items, (item) => item.messages, 0)).toEqual([0, 7, 0]);
    expect(line(times, [], () => 1, null)).toEqual([null, null, null]);
  });
});
