/** A minute of analytics: `items` of `GET /analytics/minutes` and `/analytics/responses` say which minute they are of. */
interface OfMinute {
  readonly minute: string;
}

export interface Minutes extends OfMinute {
  readonly messages: number;
  readonly assistantMessages: number;
  readonly activeUsers: number;
}

export interface Answers extends OfMinute {
  readonly responses: { readonly p50Millis: number | null; readonly p99Millis: number | null };
}

const MINUTE = 60;

/** The beginnings of the minutes of a range, in seconds since 1970; the end is not in. */
export function minutesOf(from: string, to: string): number[] {
  const times: number[] = [];
  const end = Date.parse(to) / 1000;
  for (let time = Math.ceil(Date.parse(from) / 1000 / MINUTE) * MINUTE; time < end; time += MINUTE) {
    times.push(time);
  }
  return times;
}

/** A value for each of the times; `otherwise` for minutes that are not among the items. */
export function line<T extends OfMinute>(
  times: readonly number[],
  items: readonly T[],
  value: (item: T) => number | null,
  otherwise: number | null,
): (number | null)[] {
  const known = new Map(items.map((item) => [Date.parse(item.minute) / 1000, item]));
  return times.map((time) => {
    const item = known.get(time);
    return item === undefined ? otherwise : value(item);
  });
}
