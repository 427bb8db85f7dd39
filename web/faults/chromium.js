import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

/** Chromium as the suite starts it. */
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Where clients have their pages. */
export class Chromiums {
  #context;
  #plain;

  /** A tab of the one Chromium for all who need no more. Each has an origin of its own, so nothing is shared. */
  async tab() {
    this.#context ??= chromium.launch({ executablePath: CHROMIUM, args: ARGS }).then((browser) => browser.newContext());
    return (await this.#context).newPage();
  }

  /** A window that can be put out of sight, in a Chromium as a user has it. */
  async window() {
    this.#plain ??= new PlainChromium().start();
    return (await this.#plain).window();
  }

  async end() {
    await (await this.#context)?.browser().close();
    await (await this.#plain)?.end();
  }
}

/** Nothing is set in it but what makes it start here. It can sleep. */
export class PlainChromium {
  #folder = mkdtempSync(join(tmpdir(), "confab-faults-"));
  #process;
  #ended;
  #over = false;
  #browser;
  #last = Promise.resolve();

  async start() {
    const own = ["--headless", "--remote-debugging-port=0", `--user-data-dir=${this.#folder}`];
    this.#process = spawn(CHROMIUM, [...ARGS, ...own, "about:blank"], { detached: true, stdio: ["ignore", "ignore", "pipe"] });
    this.#ended = new Promise((resolve) => this.#process.on("exit", () => resolve((this.#over = true))));
    process.on("exit", this.#kill);
    this.#browser = await chromium.connectOverCDP(await this.#address(), { noDefaults: true });
    return this;
  }

  /** The tab that it came with. */
  tab() {
    return this.#browser.contexts()[0].pages()[0];
  }

  /** A window more. They are opened one after the other, since what is opened does not say for whom. */
  window() {
    this.#last = this.#last.then(async () => {
      const tools = await this.#browser.newBrowserCDPSession();
      const opened = this.#browser.contexts()[0].waitForEvent("page");
      await tools.send("Target.createTarget", { url: "about:blank", newWindow: true });
      return opened;
    });
    return this.#last;
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
