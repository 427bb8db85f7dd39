import uPlot from "uplot";
import type { Plot } from "./plots";
import type { Scrape } from "./scrape";

const HEIGHT = 150;

/** How many looks stay in sight. */
const LOOKS = 150;

/** A plot that moves on with each look, with its newest values as text above it. */
export class Chart {
  private readonly element = document.createElement("section");
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
    this.element.append(title, this.newest, canvas);
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
      return `${line.label} ${value === null ? "–" : text(value)}`;
    });
    this.newest.textContent = `${texts.join(", ")} ${this.plot.unit}`.trimEnd();
    if (this.times.length > LOOKS) {
      this.times.shift();
      this.values.forEach((line) => line.shift());
    }
    this.chart.setData([this.times, ...this.values]);
  }

  private options(width: number): uPlot.Options {
    const style = getComputedStyle(document.documentElement);
    const ink = () => style.getPropertyValue("--quiet");
    const grid = { stroke: () => style.getPropertyValue("--line"), width: 1 };
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
          stroke: () => style.getPropertyValue(index === 0 ? "--first" : "--second"),
          width: 1.5,
          spanGaps: false,
          points: { show: false },
        })),
      ],
    };
  }
}

function text(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(value >= 10 ? 3 : 2);
}
