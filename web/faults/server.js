import { createServer } from "node:http";
import { WebSocketServer } from "ws";
import { Line } from "./line.js";
import { Log } from "./log.js";
import { servePage } from "./pages.js";
import { answer } from "./rest.js";
import { Tokens } from "./tokens.js";

const SESSION = "0192f0c4-0000-7000-8000-000000000001";

/** Speaks the protocol as far as one user and one session need it, and fails as it is told. One for each scenario. */
export class FaultServer {
  session = SESSION;
  log = new Log(SESSION);
  tokens = new Tokens();
  /** Every socket that was ever opened, oldest first. */
  lines = [];
  /** Every REST request: `{at, method, path, key, token, body}`. */
  requests = [];
  /** When a handshake was refused. */
  refusals = [];
  /** A folder with a page to serve beside all this, if there is one. */
  pages;
  /** Whether handshakes are refused with 503. */
  down = false;
  /** Handshakes to be refused that wait for it, if they are to wait: each is refused by a call. */
  held;
  /** In bytes; a longer frame closes with 1009. */
  frameLimit = 65_536;
  /** Whether `authenticated` says for how long. */
  saysExpiresIn = true;
  /** Whether a join may be served what was missed; else it says `recovered: false`. */
  recovers = true;
  /**
   * What becomes of a frame, asked before it is handled: nothing for the usual, `ignore` (as if it had not come), `lose` (done, but
   * the answer is lost and the line is cut), or an error code that it is refused with.
   */
  onFrame = () => undefined;
  /** The same for REST: nothing, a status, `hang`, or `lose`. */
  onRequest = () => undefined;
  #http = createServer((request, response) => void this.#serve(request, response));
  /** Nobody gets a token before. */
  #begun = new Promise((resolve) => (this.begin = resolve));

  async start() {
    const sockets = new WebSocketServer({ noServer: true, handleProtocols: (names) => (names.has("confab.v1") ? "confab.v1" : false) });
    this.#http.on("upgrade", (request, socket, head) => {
      socket.on("error", () => undefined);
      if (this.down || request.url !== "/chat/socket") {
        this.refusals.push(performance.now());
        const refuse = () => socket.end("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        if (this.held) this.held.push(refuse);
        else refuse();
      } else {
        sockets.handleUpgrade(request, socket, head, (each) => this.lines.push(new Line(each, this)));
      }
    });
    await new Promise((resolve) => this.#http.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${this.#http.address().port}`;
  }

  stop() {
    for (const line of this.lines) line.cut();
    this.#http.close();
    this.#http.closeAllConnections();
  }

  /** The newest socket. */
  get line() {
    return this.lines.at(-1);
  }

  /** Tells those who have joined of the events behind a seq. */
  publish(after = this.log.lastSeq - 1) {
    for (const line of this.lines) {
      if (line.joined) for (const event of this.log.events.slice(after)) line.say(event);
    }
  }

  heard(line, frame, text) {
    if (Buffer.byteLength(text) > this.frameLimit) return line.close(1009, "frame too large");
    const fate = this.onFrame(frame, line);
    if (fate === "ignore") return;
    if (fate === "lose") {
      // The event must not tell what the answer does not.
      line.cut();
      this.#write(frame);
    } else if (fate !== undefined) {
      line.say({ type: "error", id: frame.id, code: fate, message: `It is ${fate}.`, retryable: fate === "unavailable" || fate === "rate_limited" });
    } else {
      this.#answer(line, frame);
    }
  }

  #answer(line, frame) {
    const { id, type } = frame;
    if (type === "authenticate") return this.#authenticate(line, frame);
    if (line.token === undefined) return line.close(4401, "no, bad or expired token");
    if (type === "ping") return line.say({ type: "pong", id });
    if (type === "join_session") return this.#join(line, frame);
    if (type === "leave_session") {
      line.joined = false;
      return line.say({ type: "left", id, sessionId: SESSION });
    }
    const event = this.#write(frame);
    if (event) line.say({ type: "ack", id, sessionId: SESSION, seq: event.seq, messageId: frame.messageId ?? event.message.id });
    else if (type !== "typing") line.say({ type: "error", id, code: "message_not_found", message: "No such message.", retryable: false });
  }

  #authenticate(line, { id, token }) {
    const left = this.tokens.left(token);
    if (left === 0) {
      line.say({ type: "error", id, code: "unauthenticated", message: "This needs a valid token.", retryable: false });
      return line.close(4401, "no, bad or expired token");
    }
    line.token = token;
    line.endIn(left);
    const expiresAt = new Date(Date.now() + left).toISOString();
    line.say({ type: "authenticated", id, userId: "alice", expiresAt, ...(this.saysExpiresIn ? { expiresIn: Math.floor(left / 1000) } : {}) });
  }

  #join(line, { id, sessionId, after }) {
    const { log } = this;
    if (sessionId !== SESSION || !log.members.includes("alice")) {
      return line.say({ type: "error", id, code: "session_not_found", message: "There is no such session.", retryable: false });
    }
    const recovered = this.recovers && after?.epoch === log.epoch && after.seq <= log.lastSeq;
    line.say({ type: "joined", id, sessionId: SESSION, epoch: log.epoch, seq: log.lastSeq, recovered, session: log.session(), participants: ["alice"] });
    if (recovered) for (const event of log.events.slice(after.seq)) line.say(event);
    line.joined = true;
  }

  /** The event that it becomes, or became when it came first. */
  #write({ type, content, messageId, clientId }) {
    const before = this.log.lastSeq;
    const event = this.log.once(clientId, () => {
      if (type === "send_message") return this.log.send("alice", content, clientId);
      if (type === "edit_message") return this.log.edit("alice", messageId, content);
      if (type === "delete_message") return this.log.delete("alice", messageId);
      return undefined;
    });
    this.publish(before);
    return event;
  }

  async #serve(request, response) {
    response.on("error", () => undefined);
    const url = new URL(request.url, "http://localhost");
    if (url.pathname === "/faults/token" || url.pathname === "/dev/tokens") {
      await this.#begun;
      return this.tokens.provide(response);
    }
    // The web client asks where people sign in: nowhere.
    if (url.pathname === "/client.json") return response.writeHead(404).end();
    if (request.method === "GET" && servePage(this.pages, url.pathname, response)) return;
    let body = "";
    for await (const chunk of request) body += chunk;
    const { method, headers } = request;
    const asked = { at: performance.now(), method, path: url.pathname, key: headers["idempotency-key"], token: headers.authorization?.slice(7), body: body && JSON.parse(body) };
    this.requests.push(asked);
    answer(this, asked, url, response);
  }
}
