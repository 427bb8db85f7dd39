import "uplot/dist/uPlot.min.css";
import "./status.css";
import { analytics } from "./analytics";
import { Chart } from "./Chart";
import { PLOTS } from "./plots";
import { parse, type Scrape } from "./scrape";

const EVERY_MILLIS = 2_000;

/** Shows what the server counts, look by look. A look that fails is said, and the next one is taken all the same. */
async function look(state: HTMLElement, charts: readonly Chart[], before: Scrape | null): Promise<Scrape | null> {
  try {
    const answer = await fetch("/actuator/prometheus", { cache: "no-store", signal: AbortSignal.timeout(EVERY_MILLIS) });
    if (!answer.ok) {
      throw new Error(`the server answers ${answer.status}`);
    }
    const now = { at: performance.now(), samples: parse(await answer.text()) };
    if (before !== null) {
      charts.forEach((chart) => chart.add(Date.now() / 1000, before, now));
    }
    state.textContent = `Live, every ${EVERY_MILLIS / 1000} s. Latencies and rates are those since the look before.`;
    state.className = "";
    return now;
  } catch (failure) {
    state.textContent = `No figures at ${new Date().toLocaleTimeString()}: ${failure instanceof Error ? failure.message : failure}`;
    state.className = "away";
    return null;
  }
}

async function run(): Promise<void> {
  const state = document.getElementById("state") as HTMLElement;
  const plots = document.getElementById("plots") as HTMLElement;
  const charts = PLOTS.map((plot) => new Chart(plot, plots));
  let before: Scrape | null = null;
  for (;;) {
    before = await look(state, charts, before);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MILLIS));
  }
}

void run();
void analytics(
  document.getElementById("analytics-state") as HTMLElement,
  document.getElementById("analytics") as HTMLElement,
);
