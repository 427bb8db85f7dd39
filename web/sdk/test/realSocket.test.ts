import { createServer, type Server as HttpServer } from "node:http";
import { afterEach, describe, expect, it, vi } from "vitest";
import { WebSocket, WebSocketServer, type WebSocket as Socket } from "ws";
import { Confab, type WebSocketConstructor } from "../src/index.js";
import { fold, Log } from "./model/log.js";

/** The protocol's bare minimum over real sockets and real HTTP. */
class SmallServer {
  readonly log = new Log("s", ["alice", "bob"]);
  readonly sockets = new Set<Socket>();
  readonly http: HttpServer = createServer((request, response) => {
    const items = fold(this.log.events).slice(-50);
    response.end(request.url?.includes("/messages") ? JSON.stringify({ items, nextCursor: null }) : "{}");
  });

  async start(): Promise<string> {
    const sockets = new WebSocketServer({ server: this.http, path: "/chat/socket" });
    sockets.on("connection", (socket) => {
      this.sockets.add(socket);
      socket.on("message", (data) => this.heard(socket, JSON.parse(String(data))));
    });
    await new Promise<void>((resolve) => this.http.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.http.address() as { port: number }).port}`;
  }

  cut(): void {
    for (const socket of this.sockets) socket.terminate();
    this.sockets.clear();
  }

  private heard(socket: Socket, frame: { id: string; type: string; content: string; clientId: string; after?: { seq: number } }): void {
    const say = (fields: object) => socket.send(JSON.stringify(fields));
    const { log } = this;
    if (frame.type === "authenticate") say({ type: "authenticated", id: frame.id, userId: "alice", expiresAt: "2100-01-01T00:00:00.000Z" });
    if (frame.type === "join_session") {
      const recovered = frame.after !== undefined;
      say({ type: "joined", id: frame.id, sessionId: "s", epoch: log.epoch, seq: log.lastSeq, recovered, session: log.session, participants: ["alice"] });
      if (frame.after) for (const event of log.events.slice(frame.after.seq)) say(event);
    }
    if (frame.type === "send_message") {
      const { seq, messageId, event } = log.send("alice", frame.content, frame.clientId);
      if (event) for (const each of this.sockets) each.send(JSON.stringify(event));
      say({ type: "ack", id: frame.id, sessionId: "s", seq, messageId });
    }
  }
}

describe("a client over a real socket", () => {
  const server = new SmallServer();
  afterEach(() => {
    server.cut();
    server.http.close();
  });

  it("sends, is cut, comes back by itself, and has it all", async () => {
    const url = await server.start();
    const client = new Confab({ url, token: async () => "t", WebSocket: WebSocket as unknown as WebSocketConstructor, random: () => 0.1 });
    const session = client.session("s");
    client.connect();
    session.join();
    expect(await session.send("one")).toEqual({ seq: 2, messageId: "s.2" });
    server.cut();
    server.log.send("bob", "while away");
    expect(await session.send("two")).toEqual({ seq: 4, messageId: "s.4" });
    await vi.waitFor(() => expect(session.state).toMatchObject({ status: "live", seq: 4 }), 30_000);
    expect(session.messages.map((m) => m.content)).toEqual(["one", "while away", "two"]);
    client.close();
  }, 60_000);
});
