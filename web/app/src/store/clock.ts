const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "short" });
const date = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const longDate = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });
const DAY = 86_400_000;

export const timeOf = (at: string): string => time.format(new Date(at));

/** Without the half of the day, for which a margin has no room. */
export const briefOf = (at: string): string =>
  time.formatToParts(new Date(at)).map(({ type, value }) => (type === "dayPeriod" ? "" : value)).join("").trim();

export const wholeOf = (at: string): string => whole.format(new Date(at));

export function sameDay(a: string, b: string): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

export function dayOf(at: string, now = new Date()): string {
  if (sameDay(at, now.toISOString())) return "Today";
  if (sameDay(at, new Date(now.getTime() - DAY).toISOString())) return "Yesterday";
  return longDate.format(new Date(at));
}

/** As short as it can be, for a list. */
export function shortOf(at: string, now = new Date()): string {
  const then = new Date(at);
  if (sameDay(at, now.toISOString())) return time.format(then);
  return now.getTime() - then.getTime() < 6 * DAY ? weekday.format(then) : date.format(then);
}
