import { beforeAll, describe, expect, it, vi } from "vitest";

vi.hoisted(() => (process.env["TZ"] = "Europe/Berlin"));
import { dayOf, shortOf } from "../src/store/clock";

const local = (text: string) => new Date(text);

describe("a day", () => {
  beforeAll(() => expect(new Date("2025-07-01T00:00:00").getTimezoneOffset()).toBe(-120));

  it.each([
    // 30 March 2025 has 23 hours, 26 October 25.
    ["2025-03-30T00:30:00", "2025-03-29T23:45:00", "Yesterday"],
    ["2025-03-31T00:30:00", "2025-03-30T00:15:00", "Yesterday"],
    ["2025-03-31T00:30:00", "2025-03-29T23:45:00", "Saturday"],
    ["2025-10-26T23:30:00", "2025-10-25T23:45:00", "Yesterday"],
    ["2025-10-26T23:30:00", "2025-10-26T00:10:00", "Today"],
    ["2025-10-27T00:10:00", "2025-10-26T00:20:00", "Yesterday"],
    ["2026-10-25T23:30:00", "2026-10-24T12:00:00", "Yesterday"],
    ["2025-05-04T00:01:00", "2025-05-03T23:59:00", "Yesterday"],
  ])("is one of the calendar: seen at %s, %s is %s", (now, at, day) => {
    expect(dayOf(local(at).toISOString(), local(now))).toContain(day);
  });

  it.each([
    ["2026-01-02T12:00:00", "2025-12-31T12:00:00", "2025"],
    ["2026-06-02T12:00:00", "2024-06-02T12:00:00", "2024"],
  ])("of another year says which: seen at %s, %s is of %s", (now, at, year) => {
    expect(dayOf(local(at).toISOString(), local(now))).toContain(year);
  });

  it("of this year says no year, and a list is short", () => {
    const now = local("2026-06-10T12:00:00");
    expect(dayOf(local("2026-03-01T12:00:00").toISOString(), now)).not.toContain("2026");
    expect(shortOf(local("2026-06-04T00:10:00").toISOString(), now)).toMatch(/Thu/);
    expect(shortOf(local("2026-06-03T23:50:00").toISOString(), now)).toMatch(/3/);
    expect(shortOf(local("2025-12-31T12:00:00").toISOString(), now)).toContain("2025");
    expect(shortOf(local("2026-06-10T00:10:00").toISOString(), now)).toMatch(/00:10|12:10/);
  });
});
