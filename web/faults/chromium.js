import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

/** Chromium as the suite starts it. */
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** One for all who only need pages of their own. */
export const shared = () => chromium.launch({ executablePath: CHROMIUM, args: ARGS });

/** One of its own, as a user has it, that can sleep and be put out of sight: nothing is set but what makes it start here. */
export class OwnChromium {
  #folder = mkdtempSync(join(tmpdir(), "confab-faults-"));
  #process;
  #ended;
  #over = false;

  async start() {
    const own = ["--headless", "--remote-debugging-port=0", `--user-data-dir=${this.#folder}`];
    this.#process = spawn(CHROMIUM, [...ARGS, ...own, "about:blank"], { detached: true, stdio: ["ignore", "ignore", "pipe"] });
    this.#ended = new Promise((resolve) => this.#process.on("exit", () => resolve((this.#over = true))));
    process.on("exit", this.#kill);
    this.browser = await chromium.connectOverCDP(await this.#address(), { noDefaults: true });
  }

  /** With all processes that belong to it. */
  signal(name) {
    process.kill(-this.#process.pid, name);
  }

  async end() {
    this.#kill();
    await this.#ended;
    process.off("exit", this.#kill);
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #kill = () => {
    if (!this.#over) this.signal("SIGKILL");
  };

  async #address() {
    for await (const line of createInterface({ input: this.#process.stderr })) {
      const address = /DevTools listening on (\S+)/.exec(line);
      if (address) return address[1];
    }
    throw new Error("Chromium did not start.");
  }
}
