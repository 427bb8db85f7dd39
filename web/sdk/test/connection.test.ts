import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Confab, ConfabError } from "../src/index.js";
import { sockets } from "./model/wire.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const after = (millis: number) => vi.advanceTimersByTimeAsync(millis);

async function online(options: { token?: () => Promise<string>; random?: () => number; expiresAt?: number; heartbeat?: number } = {}) {
  const { made, WebSocket } = sockets();
  const client = new Confab({ url: "http://test", token: options.token ?? (async () => "t"), WebSocket, random: options.random ?? (() => 0.5), heartbeat: options.heartbeat ?? 25_000 });
  client.connect();
  await after(0);
  await made[0]!.letIn("alice", options.expiresAt);
  return { client, made, socket: made[0]! };
}

describe("a connection", () => {
  it("is online once the server has let the user in", async () => {
    const { client } = await online();
    expect(client.connection).toEqual({ status: "online" });
    expect(client.userId).toBe("alice");
  });

  it.each([1001, 1006, 1012, 4408])("comes back after %i", async (code) => {
    const { client, made, socket } = await online();
    socket.end(code);
    expect(client.connection).toMatchObject({ status: "offline", code });
    await after(5_000);
    expect(made.length).toBe(2);
  });

  it.each([1000, 1009, 4400, 4401, 4403, 4409])("stays closed after %i", async (code) => {
    const { client, made, socket } = await online();
    socket.end(code, "why");
    await after(300_000);
    expect(client.connection).toEqual({ status: "closed", code, reason: "why" });
    expect(made.length).toBe(1);
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
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it("says who it is again, in band, before the token expires", async () => {
    let calls = 0;
    const token = async () => `t${++calls}`;
    const { client, made, socket } = await online({ token, expiresAt: Date.now() + 600_000, heartbeat: 1_000_000 });
    await after(539_000);
    expect(socket.last("authenticate")).toMatchObject({ token: "t1" });
    await after(2_000);
    expect(socket.last("authenticate")).toMatchObject({ token: "t2" });
    expect(made.length).toBe(1);
    expect(client.connection.status).toBe("online");
  });

  it("takes a silent line for dead", async () => {
    const { client, socket } = await online();
    await after(30_000);
    expect(socket.last("ping")).toBeDefined();
    await after(40_000);
    expect(socket.readyState).toBe(3);
    expect(client.connection.status).not.toBe("online");
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
