import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Client } from "./client.js";

const PATIENCE = 10_000;

/** A client in an adapter's process. */
export class ProcessClient extends Client {
  #process;
  #ended;
  #stopped = false;

  constructor(command, { url, session, clock }) {
    super();
    const environment = { FAULTS_URL: url, FAULTS_SESSION: session, FAULTS_CLOCK: String(clock) };
    this.#process = spawn(command, { shell: true, detached: true, stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, ...environment } });
    this.#process.stdin.on("error", () => undefined);
    this.#process.stderr.on("data", (data) => (this.complaints += data));
    createInterface({ input: this.#process.stdout }).on("line", (line) => this.#hear(line));
    this.#ended = new Promise((resolve) => this.#process.on("close", (code, signal) => resolve((this.exit = signal ?? code))));
  }

  give(command) {
    this.#process.stdin.write(`${JSON.stringify(command)}\n`);
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
    const timer = setTimeout(() => process.kill(-this.#process.pid, "SIGKILL"), PATIENCE);
    await this.#ended;
    clearTimeout(timer);
  }

  #hear(line) {
    let report;
    try {
      report = JSON.parse(line);
    } catch {
      this.complaints += `${line}\n`;
      return;
    }
    this.report(report);
  }
}
