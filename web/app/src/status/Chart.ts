import { Graph } from "./Graph";
import type { Plot } from "./plots";
import type { Scrape } from "./scrape";

/** How many looks stay in sight. */
const LOOKS = 150;

/** A plot that moves on with each look. */
export class Chart {
  private readonly times: number[] = [];
  private readonly values: (number | null)[][];
  private readonly graph: Graph;

  constructor(
    private readonly plot: Plot,
    parent: HTMLElement,
  ) {
    this.values = plot.lines.map(() => []);
    this.graph = new Graph(
      plot.title,
      plot.lines.map((line) => line.label),
      plot.unit,
      parent,
    );
  }

  /** `time` in seconds since 1970. */
  add(time: number, before: Scrape, now: Scrape): void {
    this.times.push(time);
    this.plot.lines.forEach((line, index) => this.values[index]?.push(line.value(before, now)));
    if (this.times.length > LOOKS) {
      this.times.shift();
      this.values.forEach((line) => line.shift());
    }
    // One point has no line, and an axis of years.
    if (this.times.length > 1) {
      this.graph.show(this.times, this.values);
    }
  }
}
