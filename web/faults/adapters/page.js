import { OwnChromium } from "../chromium.js";
import { Client } from "../client.js";
import { failing } from "./storage.js";

/** A client in a page of Chromium. What goes wrong in the page ends it. */
export class PageClient extends Client {
  #shared;
  #world;
  #own;
  #context;
  #tools;

  /** `shared`: the Chromium in which it has a page, unless it needs one of its own. */
  constructor(shared, world) {
    super();
    this.#shared = shared;
    this.#world = world;
  }

  /** Opens an empty page, and has `begin` bring the client into it. */
  async open() {
    // What is to be stopped, or hidden, has to be apart from the others.
    const apart = this.#world.needs.some((need) => need === "stop" || need === "hidden");
    if (apart) {
      this.#own = new OwnChromium();
      await this.#own.start();
    }
    this.#context = this.#own?.browser.contexts()[0] ?? (await this.#shared.newContext());
    this.page = this.#context.pages()[0] ?? (await this.#context.newPage());
    this.page.on("crash", () => this.#fail("The page crashed."));
    this.page.on("pageerror", ({ stack }) => this.#fail(stack));
    this.#tools = await this.#context.newCDPSession(this.page);
    this.#tools.on("Runtime.bindingCalled", ({ name, payload }) => name === "say" && this.report(JSON.parse(payload)));
    await this.#tools.send("Runtime.enable");
    await this.#tools.send("Runtime.addBinding", { name: "say" });
    await this.begin(this.#world);
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

  /** The network of the page itself goes and comes; other events are raised. Saying what is so already would raise no event. */
  async network(event) {
    if (event === "online") await this.#context.setOffline(true);
    if (event === "online" || event === "offline") await this.#context.setOffline(event === "offline");
    if (event === "visible") await this.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    if (event === "focus") await this.page.evaluate(() => window.dispatchEvent(new Event("focus")));
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
    else await this.#context?.close();
  }

  #fail(why) {
    if (this.exit !== undefined) return;
    this.complaints += `${why}\n`;
    this.exit = "an error in the page";
  }
}
