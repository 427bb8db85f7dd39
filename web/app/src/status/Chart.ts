import uPlot from "uplot";
import type { Plot } from "./plots";
import type { Scrape } from "./scrape";

const HEIGHT = 150;

/** How many looks stay in sight. */
const LOOKS = 150;

/** A plot that moves on with each look, with its newest values as text above it. */
export class Chart {
  private readonly element = document.createElement("section");
  private readonly probe = document.createElement("i");
  private readonly newest = document.createElement("p");
  private readonly times: number[] = [];
  private readonly values: (number | null)[][];
  private readonly chart: uPlot;

  constructor(
    private readonly plot: Plot,
    parent: HTMLElement,
  ) {
    const title = document.createElement("h2");
    title.textContent = plot.title;
    this.newest.textContent = "…";
    const canvas = document.createElement("div");
    this.element.append(title, this.newest, canvas, this.probe);
    parent.append(this.element);
    this.values = plot.lines.map(() => []);
    this.chart = new uPlot(this.options(canvas.clientWidth), [[], ...this.values], canvas);
    new ResizeObserver(() => this.chart.setSize({ width: canvas.clientWidth, height: HEIGHT })).observe(canvas);
  }

  /** `time` in seconds since 1970. */
  add(time: number, before: Scrape, now: Scrape): void {
    this.times.push(time);
    const texts = this.plot.lines.map((line, index) => {
      const value = line.value(before, now);
      this.values[index]?.push(value);
      const newest = document.createElement("span");
      newest.className = index === 0 ? "first" : "second";
      newest.textContent = `${line.label} ${value === null ? "–" : `${text(value)} ${this.plot.unit}`}`;
      return newest;
    });
    this.newest.replaceChildren(...texts);
    if (this.times.length > LOOKS) {
      this.times.shift();
      this.values.forEach((line) => line.shift());
    }
    this.chart.setData([this.times, ...this.values]);
  }

  /** As the theme has it now: a canvas understands no `light-dark()`. */
  private colour(variable: string): string {
    this.probe.style.color = `var(${variable})`;
    return getComputedStyle(this.probe).color;
  }

  private options(width: number): uPlot.Options {
    const ink = () => this.colour("--quiet");
    const grid = { stroke: () => this.colour("--line"), width: 1 };
    return {
      width,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      scales: { y: { range: (_, __, max) => [0, Math.max(1, (max ?? 0) * 1.1)] } },
      axes: [
        { stroke: ink, grid, ticks: grid },
        { stroke: ink, grid, ticks: grid, size: 56 },
      ],
      series: [
        {},
        ...this.plot.lines.map((line, index) => ({
          label: line.label,
          stroke: () => this.colour(index === 0 ? "--first" : "--second"),
          width: 1.5,
          spanGaps: false,
          points: { show: false },
        })),
      ],
    };
  }
}

function text(value: number): string {
  if (Number.isInteger(value)) {
    return value.toLocaleString("en");
  }
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(value >= 10 ? 3 : 2);
}
