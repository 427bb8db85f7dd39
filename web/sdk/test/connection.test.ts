import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Confab, ConfabError } from "../src/index.js";
import { sockets } from "./model/wire.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const after = (millis: number) => vi.advanceTimersByTimeAsync(millis);

async function online(options: { token?: () => Promise<string>; random?: () => number; expiresIn?: number; heartbeat?: number } = {}) {
  const { made, WebSocket } = sockets();
  const client = new Confab({ url: "http://test", token: options.token ?? (async () => "t"), WebSocket, random: options.random ?? (() => 0.5), heartbeat: options.heartbeat ?? 25_000 });
  client.connect();
  await after(0);
  await made[0]!.letIn("alice", options.expiresIn);
  return { client, made, socket: made[0]! };
}

describe("a connection", () => {
  it("is online once the server has let the user in", async () => {
    const { client } = await online();
    expect(client.connection).toEqual({ status: "online" });
    expect(client.userId).toBe("alice");
  });

  it.each([1001, 1005, 1006, 1009, 1011, 1012, 1013, 3000, 4400, 4408, 4499])("comes back after %i", async (code) => {
    const { client, made, socket } = await online();
    socket.end(code);
    expect(client.connection).toMatchObject({ status: "offline", code });
    await after(5_000);
    expect(made.length).toBe(2);
  });

  it.each([1000, 4403])("stays closed after %i", async (code) => {
    const { client, made, socket } = await online();
    socket.end(code, "why");
    await after(300_000);
    expect(client.connection).toEqual({ status: "closed", code, reason: "why" });
    expect(made.length).toBe(1);
  });

  it("waits long where there were too many connections, unless somebody looks at the page", async () => {
    const { client, made, socket } = await online({ random: () => 0 });
    socket.end(4409);
    await after(14_000);
    expect(client.connection).toMatchObject({ status: "offline", code: 4409 });
    expect(made.length).toBe(1);
    client.reconnect();
    await after(0);
    expect(made.length).toBe(2);
  });

  it("asks for another token after 4401, and is closed only if that is refused, too", async () => {
    let calls = 0;
    const { client, made, socket } = await online({ token: async () => `t${++calls}` });
    socket.end(4401, "bad token");
    expect(client.connection).toMatchObject({ status: "offline", code: 4401 });
    await after(1_000);
    made[1]!.open();
    expect(made[1]!.last("authenticate")).toMatchObject({ token: "t2" });
    made[1]!.end(4401, "bad token");
    await after(300_000);
    expect(client.connection).toEqual({ status: "closed", code: 4401, reason: "bad token" });
    expect(made.length).toBe(2);
    void client.authenticate("t9");
    await after(0);
    made[2]!.open();
    expect(made[2]!.last("authenticate")).toMatchObject({ token: "t9" });
    expect(calls).toBe(2);
  });

  it("tries again for as long as the provider has nothing but the refused token", async () => {
    const { client, made, socket } = await online({ token: async () => "t" });
    socket.end(4401);
    for (let i = 1; i < 9; i++) {
      await after(10_000);
      made[i]!.open();
      made[i]!.end(4401);
      expect(client.connection).toMatchObject({ status: "offline", code: 4401 });
    }
  });

  it("tries twice with a cookie, which can't be asked for", async () => {
    const { made, WebSocket } = sockets();
    const client = new Confab({ url: "http://test", WebSocket, random: () => 0.5 });
    client.connect();
    await after(0);
    made[0]!.end(4401);
    expect(client.connection.status).toBe("offline");
    await after(1_000);
    made[1]!.end(4401);
    expect(client.connection.status).toBe("closed");
  });

  it("tries again where a socket can't even be made", async () => {
    const client = new Confab({
      url: "http://test",
      token: async () => "t",
      WebSocket: class {
        constructor() {
          throw new Error("not in this page");
        }
      } as never,
    });
    client.connect();
    await after(0);
    expect(client.connection).toMatchObject({ status: "offline", reason: "not in this page" });
    client.close();
  });

  it("waits anything up to five seconds for a server that restarts", async () => {
    const { client, socket } = await online({ random: () => 0.999 });
    socket.end(1012);
    expect(client.connection.retryAt! - Date.now()).toBeCloseTo(4_995, -1);
  });

  it("waits longer from failure to failure, with full jitter", async () => {
    const { client, made, socket } = await online({ random: () => 1 });
    socket.end(1006);
    const waits = [];
    for (let i = 1; i <= 8; i++) {
      waits.push(client.connection.retryAt! - Date.now());
      await after(waits.at(-1)!);
      made[i]!.end(1006);
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000]);
  });

  it("says who it is again, in band, before the token expires", async () => {
    let calls = 0;
    const token = async () => `t${++calls}`;
    const { client, made, socket } = await online({ token, expiresIn: 600, heartbeat: 1_000_000 });
    await after(539_000);
    expect(socket.last("authenticate")).toMatchObject({ token: "t1" });
    await after(2_000);
    expect(socket.last("authenticate")).toMatchObject({ token: "t2" });
    expect(made.length).toBe(1);
    expect(client.connection.status).toBe("online");
  });

  it("takes a silent line for dead", async () => {
    const { client, socket } = await online();
    await after(26_000);
    expect(socket.last("ping")).toBeDefined();
    await after(10_000);
    expect(socket.readyState).toBe(3);
    expect(client.connection.status).not.toBe("online");
  });

  it("keeps a line that answers its pings, whatever the wall clock does", async () => {
    const { client, made, socket } = await online();
    for (let i = 0; i < 40; i++) {
      vi.setSystemTime(Date.now() + (i % 2 ? 3_600_000 : -3_600_000));
      await after(5_000);
      socket.answer("ping", "pong");
    }
    expect(client.connection.status).toBe("online");
    expect(made.length).toBe(1);
  });

  it("tries again where the token could not be had, and not where it was refused", async () => {
    const { made, WebSocket } = sockets();
    let failure: Error = new TypeError("network");
    const client = new Confab({ url: "http://test", token: () => Promise.reject(failure), WebSocket, random: () => 0.5 });
    client.connect();
    await after(0);
    expect(client.connection).toMatchObject({ status: "offline", reason: "network" });
    failure = new ConfabError("unauthenticated", "Sign in again.");
    await after(300);
    expect(client.connection).toEqual({ status: "closed", reason: "Sign in again." });
    expect(made.length).toBe(0);
  });

  it("asks with a ping where the cookie speaks for the user", async () => {
    const { made, WebSocket } = sockets();
    const client = new Confab({ url: "http://test", WebSocket });
    client.connect();
    await after(0);
    made[0]!.open();
    expect(client.connection.status).toBe("connecting");
    made[0]!.answer("ping", "pong");
    await after(0);
    expect(client.connection.status).toBe("online");
  });
});
