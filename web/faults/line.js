/** One socket as the server of faults sees it. */
export class Line {
  /** What the client sent, oldest first: `{at, text, frame}`. */
  frames = [];
  openedAt = performance.now();
  closed;
  /** Hears and says nothing, and keeps the connection open. */
  mute = false;
  token;
  joined = false;
  #socket;
  #server;

  constructor(socket, server) {
    this.#socket = socket;
    this.#server = server;
    socket.on("message", (data) => this.#heard(String(data)));
    socket.on("close", (code) => {
      this.closed ??= code;
      this.joined = false;
      clearTimeout(this.ending);
    });
    socket.on("error", () => undefined);
  }

  get open() {
    return this.closed === undefined;
  }

  of(type) {
    return this.frames.filter(({ frame }) => frame.type === type).map(({ frame }) => frame);
  }

  /** Of the one session; a client may ask for others, which there are not. */
  get joins() {
    return this.of("join_session").filter(({ sessionId }) => sessionId === this.#server.session);
  }

  say(value) {
    this.text(JSON.stringify(value));
  }

  text(text) {
    if (this.open && !this.mute) this.#socket.send(text);
  }

  /** Closes as the server does; without a code the client sees 1005. */
  close(code, reason = "") {
    if (!this.open) return;
    this.closed = code ?? 1005;
    this.joined = false;
    clearTimeout(this.ending);
    if (code === undefined) this.#socket.close();
    else this.#socket.close(code, reason);
  }

  /** Ends the connection without a word: the client sees 1006. */
  cut() {
    this.closed ??= 1006;
    this.joined = false;
    clearTimeout(this.ending);
    this.#socket.terminate();
  }

  /** Closes with 4401 when the token ends, as the server does. */
  endIn(millis) {
    clearTimeout(this.ending);
    this.ending = setTimeout(() => this.close(4401, "no, bad or expired token"), millis);
  }

  #heard(text) {
    if (!this.open) return;
    const frame = JSON.parse(text);
    this.frames.push({ at: performance.now(), text, frame });
    if (!this.mute) this.#server.heard(this, frame, text);
  }
}
