import { useEffect, useState } from "react";

const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "short" });
const date = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const dateOfYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const longDate = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const longDateOfYear = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });
const WEEK = 7;

export const timeOf = (at: string): string => time.format(new Date(at));

/** Without the half of the day, for which a margin has no room. */
export const briefOf = (at: string): string =>
  time.formatToParts(new Date(at)).map(({ type, value }) => (type === "dayPeriod" ? "" : value)).join("").trim();

export const wholeOf = (at: string): string => whole.format(new Date(at));

export function sameDay(a: string, b: string): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

export function dayOf(at: string, now = new Date()): string {
  const then = new Date(at);
  const days = daysBetween(then, now);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return (then.getFullYear() === now.getFullYear() ? longDate : longDateOfYear).format(then);
}

/** As short as it can be, for a list. */
export function shortOf(at: string, now = new Date()): string {
  const then = new Date(at);
  const days = daysBetween(then, now);
  if (days === 0) return time.format(then);
  if (days > 0 && days < WEEK) return weekday.format(then);
  return (then.getFullYear() === now.getFullYear() ? date : dateOfYear).format(then);
}

/** Counts days of the calendar, however many hours they have. */
function daysBetween(from: Date, to: Date): number {
  const dayNumber = (of: Date) => Date.UTC(of.getFullYear(), of.getMonth(), of.getDate()) / 86_400_000;
  return dayNumber(to) - dayNumber(from);
}

/** The present day; whoever shows days is drawn again when the next one begins. */
export function useToday(): string {
  const [today, setToday] = useState(() => new Date().toDateString());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      clearTimeout(timer);
      const now = new Date();
      setToday(now.toDateString());
      const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
      timer = setTimeout(look, midnight.getTime() - now.getTime() + 1);
    };
    look();
    // A timer does not run while the machine sleeps.
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  return today;
}
