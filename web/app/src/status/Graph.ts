import uPlot from "uplot";

const HEIGHT = 150;

/** Values over time of one or two lines, with what is newest of them as text above. */
export class Graph {
  private readonly element = document.createElement("section");
  private readonly probe = document.createElement("i");
  private readonly newest = document.createElement("p");
  private readonly chart: uPlot;

  constructor(
    title: string,
    private readonly labels: readonly string[],
    private readonly unit: string,
    parent: HTMLElement,
  ) {
    const heading = document.createElement("h2");
    heading.textContent = title;
    this.newest.textContent = "…";
    const canvas = document.createElement("div");
    this.element.append(heading, this.newest, canvas, this.probe);
    parent.append(this.element);
    this.chart = new uPlot(this.options(canvas.clientWidth), [[], ...labels.map(() => [])], canvas);
    new ResizeObserver(() => this.chart.setSize({ width: canvas.clientWidth, height: HEIGHT })).observe(canvas);
  }

  /** `times` in seconds since 1970; for each line as many values, `null` where there is none. */
  show(times: readonly number[], lines: readonly (readonly (number | null)[])[]): void {
    this.newest.replaceChildren(
      ...this.labels.map((label, index) => {
        const value = lines[index]?.at(-1) ?? null;
        const newest = document.createElement("span");
        newest.className = index === 0 ? "first" : "second";
        newest.textContent = `${label} ${value === null ? "–" : `${text(value)} ${this.unit}`}`;
        return newest;
      }),
    );
    this.chart.setData([[...times], ...lines.map((line) => [...line])]);
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
        ...this.labels.map((label, index) => ({
          label,
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
