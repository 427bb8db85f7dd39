import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Confab } from "../src/index.js";
import { sockets, type HandSocket } from "./model/wire.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const after = (millis: number) => vi.advanceTimersByTimeAsync(millis);

async function start() {
  const { made, WebSocket } = sockets();
  const client = new Confab({ url: "http://test", token: async () => "t", WebSocket, random: () => 0.5 });
  const session = client.session("s");
  const connect = async (): Promise<HandSocket> => {
    client.connect();
    await after(1_000);
    await made.at(-1)!.letIn();
    return made.at(-1)!;
  };
  return { client, session, connect };
}

describe("sending", () => {
  it("keeps what is written offline, in order, and sends one after the other", async () => {
    const { session, connect } = await start();
    void session.send("one", { clientId: "a" });
    void session.send("two", { clientId: "b" });
    expect(session.messages.map((m) => [m.content, m.delivery])).toEqual([["one", "sending"], ["two", "sending"]]);
    const socket = await connect();
    expect(socket.sent.map((frame) => frame["clientId"]).filter(Boolean)).toEqual(["a"]);
    socket.answer("send_message", "ack", { sessionId: "s", seq: 2, messageId: "s.2" });
    await after(0);
    expect(socket.sent.map((frame) => frame["clientId"]).filter(Boolean)).toEqual(["a", "b"]);
  });

  it("repeats a send whose answer was lost with the same clientId", async () => {
    const { session, connect } = await start();
    const first = await connect();
    const sent = session.send("one");
    const { clientId } = first.last("send_message")!;
    first.end(1006);
    const second = await connect();
    expect(second.last("send_message")!["clientId"]).toBe(clientId);
    second.answer("send_message", "ack", { sessionId: "s", seq: 2, messageId: "s.2" });
    expect(await sent).toEqual({ seq: 2, messageId: "s.2" });
  });

  it.each(["rate_limited", "unavailable"])("tries again after %s, with the same clientId, before what follows", async (code) => {
    const { session, connect } = await start();
    const socket = await connect();
    void session.send("one", { clientId: "a" });
    void session.send("two", { clientId: "b" });
    socket.answer("send_message", "error", { code, message: "later", retryable: true });
    await after(1_000);
    expect(socket.sent.map((frame) => frame["clientId"]).filter(Boolean)).toEqual(["a", "a"]);
  });

  it("shows a refusal in the list, goes on with the next, and sends it again on demand", async () => {
    const { session, connect } = await start();
    const socket = await connect();
    const refused = session.send("", { clientId: "a" });
    void session.send("two", { clientId: "b" });
    const violations = [{ field: "content", message: "is empty" }];
    socket.answer("send_message", "error", { code: "invalid", message: "no", retryable: false, violations });
    await expect(refused).rejects.toMatchObject({ code: "invalid", retryable: false, violations });
    expect(session.messages[0]).toMatchObject({ delivery: "failed", error: { code: "invalid" } });
    expect(socket.last("send_message")).toMatchObject({ clientId: "b" });
    session.discard("a");
    expect(session.messages.map((m) => m.clientId)).toEqual(["b"]);
  });

  it("refuses what would cost the connection", async () => {
    const { session, connect } = await start();
    const socket = await connect();
    await expect(session.send("x".repeat(70_000))).rejects.toMatchObject({ code: "invalid" });
    expect(socket.last("send_message")).toBeUndefined();
  });

  it("takes the event for the answer if it comes first, and keeps the echo's key", async () => {
    const { session, connect } = await start();
    const socket = await connect();
    session.join();
    socket.answer("join_session", "joined", { sessionId: "s", epoch: "e", seq: 0, recovered: true, session: {}, participants: [] });
    const sent = session.send("one");
    const { key, clientId } = session.messages[0]!;
    const message = { id: "s.1", sessionId: "s", seq: 1, senderId: "alice", role: "user", content: "one", metadata: {}, createdAt: "", clientId };
    const event = { type: "message_created", sessionId: "s", seq: 1, at: "", actor: { userId: "alice" }, commandId: "c", message };
    const fetch = vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response('{"items":[],"nextCursor":null}'));
    socket.say(event);
    await after(10);
    socket.say(event);
    expect(await sent).toEqual({ seq: 1, messageId: "s.1" });
    expect(session.messages).toMatchObject([{ id: "s.1", key, delivery: "sent" }]);
    fetch.mockRestore();
  });

  it("refuses what is left when the client is closed", async () => {
    const { client, session } = await start();
    const sent = session.send("one");
    client.close();
    await expect(sent).rejects.toMatchObject({ code: "closed" });
  });
});

describe("typing", () => {
  it("is said at most every three seconds, and taken back after five without a key", async () => {
    const { session, connect } = await start();
    const socket = await connect();
    const said = () => socket.sent.filter((frame) => frame["type"] === "typing").map((frame) => frame["typing"]);
    for (let i = 0; i < 8; i++) {
      session.type();
      await after(500);
    }
    expect(said()).toEqual([true, true]);
    await after(5_000);
    expect(said()).toEqual([true, true, false]);
  });

  it("of others is forgotten after a while, and when they leave or write", async () => {
    const { session, connect } = await start();
    const socket = await connect();
    session.join();
    socket.say({ type: "typing", sessionId: "s", userId: "bob", typing: true });
    socket.say({ type: "typing", sessionId: "s", userId: "carol", typing: true });
    expect(session.typing).toEqual(["bob", "carol"]);
    socket.say({ type: "user_left", sessionId: "s", userId: "carol" });
    expect(session.typing).toEqual(["bob"]);
    await after(8_000);
    expect(session.typing).toEqual([]);
  });
});
