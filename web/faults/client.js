import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** One adapter process, and with it one client. */
export class Client {
  reports = [];
  complaints = "";
  can = new Set();
  name = "";
  exit;
  #process;
  #stopped = false;
  #next = 1;
  #state;
  #session;
  #contents = [];
  #done = new Map();
  /** Every status of the session since the start, and of the connection. */
  sessions = [];
  states = [];

  constructor(command, environment) {
    this.#process = spawn(command, { shell: true, detached: true, stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, ...environment } });
    this.#process.stdin.on("error", () => undefined);
    this.#process.stderr.on("data", (data) => (this.complaints += data));
    createInterface({ input: this.#process.stdout }).on("line", (line) => this.#report(line));
    this.ended = new Promise((resolve) => this.#process.on("close", (code, signal) => resolve((this.exit = signal ?? code))));
  }

  /** The connection's newest report. */
  get state() {
    return this.#state ?? { status: "none" };
  }

  get session() {
    return this.#session;
  }

  get contents() {
    return this.#contents;
  }

  /** Gives a command; returns its number. */
  do(command, fields = {}) {
    const n = this.#next++;
    this.#process.stdin.write(`${JSON.stringify({ n, do: command, ...fields })}\n`);
    return n;
  }

  /** What the command came to, if it is settled. */
  done(n) {
    return this.#done.get(n);
  }

  /** As a machine that goes to sleep: the adapter and all processes that it started. */
  stop() {
    this.#stopped = true;
    process.kill(-this.#process.pid, "SIGSTOP");
  }

  wake() {
    this.#stopped = false;
    process.kill(-this.#process.pid, "SIGCONT");
  }

  async end() {
    if (this.exit !== undefined) return;
    if (this.#stopped) this.wake();
    this.#process.stdin.end();
    const timer = setTimeout(() => process.kill(-this.#process.pid, "SIGKILL"), 10_000);
    await this.ended;
    clearTimeout(timer);
  }

  #report(line) {
    let report;
    try {
      report = JSON.parse(line);
    } catch {
      this.complaints += `${line}\n`;
      return;
    }
    this.reports.push(report);
    switch (report.is) {
      case "ready":
        this.can = new Set(report.can);
        this.name = report.client;
        this.ready = true;
        return;
      case "state":
        this.#state = { at: performance.now(), ...report };
        this.states.push(report.status);
        return;
      case "session":
        this.#session = report.status;
        this.sessions.push(report.status);
        return;
      case "messages":
        this.#contents = report.contents;
        return;
      case "done":
        this.#done.set(report.n, report);
    }
  }
}
