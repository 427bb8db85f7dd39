import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ChatMessage, Confab, Session, TracedFrame } from "@confab/client";
import { startsDay, startsGroup } from "../src/MessageRow";
import { briefOf, dayOf, shortOf } from "../src/store/clock";
import { listed, nameOf } from "../src/store/name";
import { ReadMarks } from "../src/store/read";
import { shared } from "../src/store/storage";
import { applyTheme, chosenTheme } from "../src/store/theme";
import { Trace } from "../src/store/trace";

beforeEach(() => localStorage.clear());

function message(fields: Partial<ChatMessage>): ChatMessage {
  return { senderId: "bob", role: "user", createdAt: "2026-05-04T10:00:00.000Z", ...fields } as ChatMessage;
}

describe("a group of messages", () => {
  const first = message({});
  it("goes on while the same one speaks", () => {
    expect(startsGroup(message({ createdAt: "2026-05-04T10:04:00.000Z" }), first)).toBe(false);
  });
  it.each([
    ["another speaks", { senderId: "alice" }],
    ["he speaks as an assistant", { role: "assistant" as const }],
    ["he was silent for long", { createdAt: "2026-05-04T10:06:00.000Z" }],
    ["another day begins", { createdAt: "2026-05-06T10:00:00.000Z" }],
  ])("ends when %s", (_, fields) => {
    expect(startsGroup(message(fields), first)).toBe(true);
  });
  it("starts with the first message, and so does the day", () => {
    expect(startsGroup(first, undefined)).toBe(true);
    expect(startsDay(first, undefined)).toBe(true);
  });
});

describe("a session's name", () => {
  const session = (title: string | null, ...users: string[]) => ({ title, members: users.map((userId) => ({ userId, role: "member" })) }) as unknown as Session;
  it("is its title, else the others", () => {
    expect(nameOf(session("Lunch", "alice", "bob"), "alice")).toBe("Lunch");
    expect(nameOf(session(null, "alice", "bob", "carol"), "alice")).toBe("bob, carol");
    expect(nameOf(session(null, "alice"), "alice")).toBe("Just you");
    expect(nameOf(session(null, "alice", "b", "c", "d", "e", "f"), "alice")).toBe("b, c, d, e, f");
    expect(nameOf(session(null, "alice", "b", "c", "d", "e", "f", "g"), "alice")).toBe("b, c, d, e and 2 more");
    expect(nameOf(session(null, "alice", "דנה", "bob"), "alice")).toBe("\u2068דנה\u2069, bob");
  });
});

describe("words", () => {
  it("name a few and count many", () => {
    const type: [string, string] = ["is typing", "are typing"];
    expect(listed([], type)).toBe("");
    expect(listed(["bob"], type)).toBe("bob is typing");
    expect(listed(["bob", "carol", "dave"], type)).toBe("bob, carol and dave are typing");
    expect(listed(["a", "b", "c", "d"], type)).toBe("4 people are typing");
  });
  it("say when", () => {
    const now = new Date("2026-05-04T12:00:00.000Z");
    expect(dayOf("2026-05-04T10:00:00.000Z", now)).toBe("Today");
    expect(dayOf("2026-05-03T11:00:00.000Z", now)).toBe("Yesterday");
    expect(shortOf("2026-05-01T10:00:00.000Z", now)).toBe("Fri");
  });
  it("is without the half of the day where there is little room", () => {
    expect(briefOf(new Date(2026, 4, 4, 22, 5).toISOString())).toMatch(/^\d\d:05$/);
  });
});

describe("read marks", () => {
  const stored = (sessionId: string) => localStorage.getItem(`confab.read.alice.${sessionId}`);
  /** What a window hears of what another one wrote. */
  const heard = (sessionId: string) =>
    window.dispatchEvent(new StorageEvent("storage", { key: `confab.read.alice.${sessionId}`, newValue: stored(sessionId) }));

  it("only go forward, and are there again after a reload", () => {
    const marks = new ReadMarks("alice");
    expect(marks.advance("s", 5)).toBe(true);
    expect(marks.advance("s", 4)).toBe(false);
    expect(new ReadMarks("alice").get("s")).toBe(5);
    expect(new ReadMarks("bob").get("s")).toBe(0);
  });

  it("of two windows are merged, session by session", () => {
    const [one, other] = [new ReadMarks("alice"), new ReadMarks("alice")];
    one.get("s");
    other.get("t");
    one.advance("t", 7);
    other.advance("s", 9);
    one.advance("s", 3);
    expect([stored("s"), stored("t")]).toEqual(["9", "7"]);
  });

  it("hear of other windows, and are brought back by none that knows less", () => {
    let moved = 0;
    const marks = new ReadMarks("alice", () => moved++);
    marks.start();
    marks.advance("s", 5);
    localStorage.setItem("confab.read.alice.s", "8");
    heard("s");
    expect([marks.get("s"), moved]).toEqual([8, 1]);
    localStorage.setItem("confab.read.alice.s", "2");
    heard("s");
    expect([marks.get("s"), stored("s"), moved]).toEqual([8, "8", 1]);
    marks.stop();
  });
});

describe("a browser that keeps nothing", () => {
  it("has what was written for as long as the page is open", () => {
    const denied = vi.spyOn(globalThis, "localStorage", "get").mockImplementation(() => {
      throw new DOMException("denied", "SecurityError");
    });
    expect(new ReadMarks("alice").advance("s", 5)).toBe(true);
    expect(new ReadMarks("alice").get("s")).toBe(5);
    expect([chosenTheme(), shared.lasting]).toEqual(["system", false]);
    applyTheme("dark");
    expect(chosenTheme()).toBe("dark");
    denied.mockRestore();
  });
});

describe("what happens underneath", () => {
  function traced() {
    let listener: (frame: TracedFrame) => void = () => undefined;
    const client = {
      userId: "alice",
      session: () => ({ state: { epoch: "e" } }),
      on: (_: string, each: typeof listener) => {
        listener = each;
        return () => (listener = () => undefined);
      },
    } as unknown as Confab;
    const trace = new Trace(client);
    const frame = (direction: "in" | "out", at: number, fields: object) =>
      listener({ direction, at, text: JSON.stringify(fields), frame: fields as TracedFrame["frame"] });
    return { trace, frame };
  }
  const sent = { type: "send_message", id: "1", sessionId: "s", clientId: "k" };
  const ack = { type: "ack", id: "1", sessionId: "s", seq: 7 };
  const event = { type: "message_created", sessionId: "s", seq: 7, message: { clientId: "k", senderId: "alice" } };

  it("times each hop of a message of one's own", () => {
    const { trace, frame } = traced();
    trace.start();
    frame("out", 100, sent);
    frame("in", 110, ack);
    frame("in", 125, event);
    const last = trace.entries.at(-1)!;
    expect(last).toMatchObject({ seq: 7, epoch: "e", type: "message_created" });
    expect(last.hops.map(({ name, millis }) => [name, millis])).toEqual([["send → ack", 10], ["ack → event", 15], ["send → event", 25]]);
  });
  it("hides tokens, leaves pings out, and is silent until it is started", () => {
    const { trace, frame } = traced();
    frame("out", 1, sent);
    trace.start();
    frame("out", 2, { type: "ping", id: "2" });
    frame("out", 3, { type: "authenticate", id: "3", token: "secret" });
    expect(trace.entries.map((entry) => entry.text)).toEqual(['{"type":"authenticate","id":"3","token":"…"}']);
  });
});
