import { describe, expect, it } from "vitest";
import { Timeline } from "../src/timeline.js";
import type { LogEvent, Message } from "../src/index.js";
import { Log, time } from "./model/log.js";

function message(seq: number, fields: Partial<Message> = {}): Message {
  return {
    id: `s.${seq}`,
    sessionId: "s",
    seq,
    senderId: "bob",
    role: "user",
    content: `${seq}`,
    metadata: {},
    createdAt: time(seq),
    ...fields,
  };
}

function at(seq: number, ...items: Message[]): Timeline {
  const timeline = new Timeline();
  timeline.reset("e", seq, new Log("s", ["alice", "bob"]).session, { items, nextCursor: null });
  return timeline;
}

const about = { sessionId: "s", at: time(0), actor: { userId: "bob" }, commandId: "c" };
const contents = (timeline: Timeline) => timeline.messages.map((each) => each.content);

describe("a timeline", () => {
  it("keeps the newer edit that a page knew of before the events came", () => {
    const timeline = at(3, message(2, { content: "second edit", editedAt: time(5) }));
    timeline.apply({ ...about, type: "message_updated", seq: 4, message: message(2, { content: "first edit", editedAt: time(4) }) });
    expect(contents(timeline)).toEqual(["second edit"]);
    timeline.apply({ ...about, type: "message_updated", seq: 5, message: message(2, { content: "second edit", editedAt: time(5) }) });
    expect(contents(timeline)).toEqual(["second edit"]);
  });

  it("leaves what a page knows of later events to those events", () => {
    const timeline = at(2, message(2), message(3));
    expect(contents(timeline)).toEqual(["2"]);
  });

  it("takes a deletion that happened while the older page was under way", () => {
    const timeline = new Timeline();
    timeline.reset("e", 9, new Log("s", ["bob"]).session, { items: [message(8)], nextCursor: "more" });
    const journal = timeline.journal();
    timeline.apply({ ...about, type: "message_deleted", seq: 10, messageId: "s.5" });
    timeline.prepend({ items: [message(5), message(6)], nextCursor: null }, journal);
    expect(contents(timeline)).toEqual(["6", "8"]);
  });

  it("has nothing older after a clear", () => {
    const timeline = new Timeline();
    timeline.reset("e", 9, new Log("s", ["bob"]).session, { items: [message(8)], nextCursor: "more" });
    timeline.apply({ ...about, type: "session_cleared", seq: 10, upToSeq: 9 });
    expect(timeline.hasOlder).toBe(false);
    timeline.apply({ ...about, type: "message_created", seq: 11, message: message(11) });
    expect(contents(timeline)).toEqual(["11"]);
  });

  it("gives the same list until something changes, and the same message until it does", () => {
    const timeline = at(3, message(2), message(3));
    const before = timeline.messages;
    timeline.apply({ ...about, type: "member_added", seq: 4, member: { userId: "carol", role: "member" } });
    expect(timeline.messages).toBe(before);
    expect(timeline.session?.members.map((member) => member.userId)).toEqual(["alice", "bob", "carol"]);
    timeline.apply({ ...about, type: "message_created", seq: 5, message: message(5) });
    expect(timeline.messages).not.toBe(before);
    expect(timeline.messages[0]).toBe(before[0]);
  });

  it("keeps its members when an update names some of them", () => {
    const timeline = at(3, message(2));
    const session = { ...timeline.session!, title: "New", members: [{ userId: "alice", role: "owner" as const }], memberCount: 2 };
    timeline.apply({ ...about, type: "session_updated", seq: 4, session });
    expect(timeline.session?.title).toBe("New");
    expect(timeline.session?.members.map((member) => member.userId)).toEqual(["alice", "bob"]);
    expect(timeline.session?.memberCount).toBeUndefined();
  });

  it("lets an event of an unknown type take its place", () => {
    const timeline = at(3, message(2));
    timeline.apply({ ...about, type: "reaction_added", seq: 4 } as unknown as LogEvent);
    expect(timeline.seq).toBe(4);
    expect(contents(timeline)).toEqual(["2"]);
    expect(timeline.session?.title).toBe("Test");
  });

  it("stays quick with a hundred thousand messages", () => {
    const timeline = at(100_000, ...Array.from({ length: 100_000 }, (_, i) => message(i + 1)));
    const started = performance.now();
    for (let seq = 100_001; seq <= 101_000; seq++) {
      timeline.apply({ ...about, type: "message_created", seq, message: message(seq) });
    }
    expect(timeline.messages.length).toBe(101_000);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
