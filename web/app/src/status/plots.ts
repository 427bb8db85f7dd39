import { quantile, rate, sum, type Scrape } from "./scrape";

/** One line: what two looks at the metrics say of it, `null` where they say nothing. */
export interface Line {
  readonly label: string;
  readonly value: (before: Scrape, now: Scrape) => number | null;
}

export interface Plot {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly Line[];
}

const VERDICT = "confab_gateway_verdict_seconds";
const DELIVERY = "confab_gateway_delivery_seconds";

const gauge =
  (name: string, scale = 1, labels = {}) =>
  (_: Scrape, now: Scrape): number | null => {
    const value = sum(now, name, labels);
    return value === null || Number.isNaN(value) ? null : value * scale;
  };

const growth =
  (name: string, labels = {}) =>
  (before: Scrape, now: Scrape): number | null =>
    rate(before, now, name, labels);

const millis =
  (name: string, q: number, labels = {}) =>
  (before: Scrape, now: Scrape): number | null => {
    const seconds = quantile(before, now, name, q, labels);
    return seconds === null ? null : seconds * 1000;
  };

export const PLOTS: readonly Plot[] = [
  {
    title: "Events decided",
    unit: "/s",
    lines: [
      { label: "events", value: growth("confab_shard_decisions_total", { outcome: "event" }) },
      { label: "refused", value: growth("confab_shard_decisions_total", { outcome: "refused" }) },
    ],
  },
  {
    title: "From a command to its verdict",
    unit: "ms",
    lines: [
      { label: "median", value: millis(VERDICT, 0.5, { outcome: "event" }) },
      { label: "99 %", value: millis(VERDICT, 0.99, { outcome: "event" }) },
    ],
  },
  {
    title: "From the log to the sockets",
    unit: "ms",
    lines: [
      { label: "median", value: millis(DELIVERY, 0.5) },
      { label: "99 %", value: millis(DELIVERY, 0.99) },
    ],
  },
  {
    title: "Connections",
    unit: "",
    lines: [
      { label: "sockets", value: gauge("confab_gateway_connections") },
      { label: "sessions they are in", value: gauge("confab_gateway_channels") },
    ],
  },
  {
    title: "Frames",
    unit: "/s",
    lines: [
      { label: "to clients", value: growth("confab_gateway_frames_total", { direction: "out" }) },
      { label: "from clients", value: growth("confab_gateway_frames_total", { direction: "in" }) },
    ],
  },
  {
    title: "Behind the log",
    unit: "records",
    lines: [
      { label: "archive", value: gauge("confab_archive_lag_records") },
      { label: "timeline", value: gauge("confab_timeline_lag_records") },
    ],
  },
  {
    title: "Memory",
    unit: "MiB",
    lines: [
      { label: "heap in use", value: gauge("jvm_memory_used_bytes", 2 ** -20, { area: "heap" }) },
      { label: "unsent to clients", value: gauge("confab_gateway_queue_bytes", 2 ** -20) },
    ],
  },
  {
    title: "Processor",
    unit: "% of the machine",
    lines: [{ label: "this process", value: gauge("process_cpu_usage", 100) }],
  },
];
