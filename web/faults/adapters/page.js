import { PlainChromium } from "../chromium.js";
import { Client } from "../client.js";
import { failing } from "./storage.js";

/** A client in a page of Chromium. What goes wrong in the page ends it. */
export class PageClient extends Client {
  #chromiums;
  #world;
  #own;
  #tools;

  constructor(chromiums, world) {
    super();
    this.#chromiums = chromiums;
    this.#world = world;
  }

  /** Opens an empty page, and has `begin` bring the client into it. */
  async open() {
    this.page = await this.#empty();
    this.page.on("crash", () => this.#fail("The page crashed."));
    this.page.on("pageerror", ({ stack }) => this.#fail(stack));
    this.#tools = await this.page.context().newCDPSession(this.page);
    this.#tools.on("Runtime.bindingCalled", ({ name, payload }) => name === "say" && this.report(JSON.parse(payload)));
    await this.#tools.send("Runtime.enable");
    await this.#tools.send("Runtime.addBinding", { name: "say" });
    // Another scenario may have had the port, and with it the origin.
    await this.#tools.send("Storage.clearDataForOrigin", { origin: this.#world.url, storageTypes: "all" });
    await this.begin(this.#world);
  }

  async #empty() {
    const { needs } = this.#world;
    if (needs.includes("hidden")) return this.#chromiums.window();
    if (!needs.includes("stop")) return this.#chromiums.tab();
    this.#own = new PlainChromium();
    await this.#own.start();
    return this.#own.tab();
  }

  give(command) {
    this.#do(command).catch((failure) => this.#fail(failure.stack));
  }

  stop() {
    this.#own.signal("SIGSTOP");
  }

  wake() {
    this.#own.signal("SIGCONT");
  }

  /** The network of the page itself goes and comes; other events are raised. What is so already would raise no event. */
  async network(event) {
    if (event === "online") await this.#offline(true);
    if (event === "online" || event === "offline") await this.#offline(event === "offline");
    if (event === "visible") await this.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    if (event === "focus") await this.page.evaluate(() => window.dispatchEvent(new Event("focus")));
  }

  async #offline(offline) {
    await this.#tools.send("Network.emulateNetworkConditions", { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  }

  /** What becomes of the page is not its client's doing. */
  async #do(command) {
    if (command.do === "show") await this.#show(command.visible);
    else if (command.do === "freeze") await this.#freeze(command.frozen);
    else return this.obey(command);
    this.report({ is: "done", n: command.n, ok: true });
  }

  /** Out of sight, as behind another window, and back. */
  async #show(visible) {
    const { windowId } = await this.#tools.send("Browser.getWindowForTarget");
    await this.#tools.send("Browser.setWindowBounds", { windowId, bounds: { windowState: visible ? "normal" : "minimized" } });
  }

  /** As a browser does after a while with a page that nobody sees: nothing runs in it any more. */
  async #freeze(frozen) {
    await this.#tools.send("Page.setWebLifecycleState", { state: frozen ? "frozen" : "active" });
  }

  /** From the next page on its storages fail: they throw, are full, or do not answer. */
  async failing(how, url) {
    if (how === "full") await this.#tools.send("Storage.overrideQuotaForOrigin", { origin: url, quotaSize: 1 });
    await this.page.addInitScript(failing, how);
  }

  async end() {
    this.exit ??= 0;
    if (this.#own) await this.#own.end();
    else await this.page?.close();
  }

  #fail(why) {
    if (this.exit !== undefined) return;
    this.complaints += `${why}\n`;
    this.exit = "an error in the page";
  }
}
