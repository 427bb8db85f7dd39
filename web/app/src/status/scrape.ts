/** One look at the server's metrics, in the text form that Prometheus reads, and what two looks say of the time between. */

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Scrape {
  /** Milliseconds, of any clock that only goes forward. */
  readonly at: number;
  readonly samples: readonly Sample[];
}

type Labels = Readonly<Record<string, string>>;

const LINE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})?\s+([+-]?(?:Inf|NaN|[0-9.][0-9.eE+-]*))(?:\s|$)/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"/g;

/** Lines that are no samples are passed over. */
export function parse(text: string): Sample[] {
  const samples: Sample[] = [];
  for (const line of text.split("\n")) {
    const found = line.startsWith("#") ? null : LINE.exec(line);
    if (found === null) {
      continue;
    }
    const labels: Record<string, string> = {};
    for (const [, name, value] of (found[2] ?? "").matchAll(LABEL)) {
      labels[name as string] = (value as string).replace(/\\(.)/g, (_, c: string) => (c === "n" ? "\n" : c));
    }
    samples.push({ name: found[1] as string, labels, value: number(found[3] as string) });
  }
  return samples;
}

function number(text: string): number {
  return text === "+Inf" ? Infinity : text === "-Inf" ? -Infinity : Number(text);
}

function matching(scrape: Scrape, name: string, labels: Labels): Sample[] {
  return scrape.samples.filter(
    (sample) => sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  );
}

/** The sum of a gauge's or counter's samples; `null` if there are none. */
export function sum(scrape: Scrape, name: string, labels: Labels = {}): number | null {
  const found = matching(scrape, name, labels);
  return found.length === 0 ? null : found.reduce((total, sample) => total + sample.value, 0);
}

/** How much a counter grew each second; `null` if it is new or began anew with its server. */
export function rate(before: Scrape, now: Scrape, name: string, labels: Labels = {}): number | null {
  const first = sum(before, name, labels);
  const last = sum(now, name, labels);
  const seconds = (now.at - before.at) / 1000;
  return first === null || last === null || last < first || seconds <= 0 ? null : (last - first) / seconds;
}

/**
 * A quantile of what a histogram counted between two looks, within its bucket by straight line; `null` if it counted
 * nothing. What lies above the last bound counts as that bound.
 */
export function quantile(before: Scrape, now: Scrape, name: string, q: number, labels: Labels = {}): number | null {
  const first = buckets(before, name, labels);
  const counts = [...buckets(now, name, labels)]
    .map(([bound, count]) => ({ bound, count: count - (first.get(bound) ?? 0) }))
    .sort((a, b) => a.bound - b.bound);
  const total = counts.at(-1)?.count ?? 0;
  if (!(total > 0) || counts.some(({ count }) => count < 0)) {
    return null;
  }
  const wanted = q * total;
  let lower = { bound: 0, count: 0 };
  for (const bucket of counts) {
    if (bucket.count >= wanted) {
      if (bucket.bound === Infinity) {
        return lower.bound;
      }
      const share = bucket.count === lower.count ? 1 : (wanted - lower.count) / (bucket.count - lower.count);
      return lower.bound + share * (bucket.bound - lower.bound);
    }
    lower = bucket;
  }
  return lower.bound;
}

function buckets(scrape: Scrape, name: string, labels: Labels): Map<number, number> {
  const found = new Map<number, number>();
  for (const sample of matching(scrape, `${name}_bucket`, labels)) {
    const bound = number(sample.labels["le"] ?? "NaN");
    found.set(bound, (found.get(bound) ?? 0) + sample.value);
  }
  return found;
}
