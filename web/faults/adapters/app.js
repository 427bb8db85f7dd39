import { fileURLToPath } from "node:url";
import { setClock } from "./clock.js";
import { PageClient } from "./page.js";

const PATIENCE = { timeout: 60_000 };

/** The web client under the suite of faults, in a page of Chromium: what it shows, and what one does with it. */
export class AppPage extends PageClient {
  static pages = fileURLToPath(new URL("../../app/dist", import.meta.url));

  /** Known before it is opened, so that nothing is opened for what it can't. */
  static can = ["stop", "clock", "network", "storage", "hidden", "draft"];

  #written = Promise.resolve();

  async begin({ url, session, clock, storage }) {
    const { page } = this;
    await page.addInitScript(setClock, clock);
    if (storage !== "throws") await page.addInitScript(() => sessionStorage.setItem("confab.user", "alice"));
    if (storage) await this.failing(storage, url);
    await page.addInitScript(watch);
    await page.goto(`${url}/#/s/${session}`);
    this.report({ is: "ready", client: "web", can: AppPage.can });
    if (storage === "throws") this.#signIn();
  }

  async obey(command) {
    const code = await this.#done(command);
    this.report(code === undefined ? { is: "done", n: command.n, ok: true } : { is: "done", n: command.n, ok: false, code, message: code });
  }

  get #field() {
    return this.page.getByRole("textbox", { name: "Message", exact: true });
  }

  /** The code of a failure, if it is one. */
  async #done({ do: command, content, event, offset }) {
    switch (command) {
      case "send":
        return this.#send(content);
      case "draft":
        return void (await this.#write(content));
      case "reload":
        return void (await this.page.reload());
      case "connect":
        return void (await this.page.getByRole("button", { name: "Connect again" }).click(PATIENCE));
      case "clock":
        return void (await this.page.evaluate(setClock, offset));
      case "network":
        return void (await this.network(event));
      default:
        return "unknown";
    }
  }

  /** Where the page remembers nobody, one has to say who one is. */
  #signIn() {
    this.page.getByRole("button", { name: "alice", exact: true }).click(PATIENCE).catch(() => undefined);
  }

  /** One after the other, as people write; the next one does not wait until this one is sent. */
  #write(content, then = () => undefined) {
    this.#written = this.#written.then(() => this.#field.fill(content, PATIENCE)).then(then);
    return this.#written;
  }

  async #send(content) {
    await this.#write(content, () => this.#field.press("Enter", PATIENCE));
    if ((await this.page.locator(".composer .bytes.bad").count()) > 0) return "invalid";
    const row = this.page.locator(".message", { hasText: content.slice(0, 100) }).last();
    await row.and(this.page.locator(".sent, .failed")).waitFor(PATIENCE);
    return (await row.and(this.page.locator(".failed")).count()) > 0 ? "failed" : undefined;
  }
}

/** In the page, from its beginning: what is shown is told, as it changes. It needs nothing from around it. */
function watch() {
  const told = {};
  const changed = (is, value) => {
    const text = JSON.stringify(value);
    if (told[is] === text) return;
    told[is] = text;
    window.say(JSON.stringify({ is, ...value }));
  };
  const shows = (selector, text = "") => [...document.querySelectorAll(selector)].some((each) => each.textContent.includes(text));
  const keeps = () => (shows(".banner", "is kept and sent later") ? true : shows(".banner", "if this window stays open") ? false : undefined);
  const look = () => {
    if (!shows(".sidebar")) return;
    const online = shows(".me .here");
    changed("state", { status: online ? "online" : shows(".banner.bad", "Connect again") ? "closed" : "offline" });
    changed("session", { status: shows(".talk.nothing") ? "gone" : online && (shows(".messages > .empty") || shows(".message")) ? "live" : "joining" });
    changed("messages", { contents: [...document.querySelectorAll(".messages .markdown")].map(({ textContent }) => textContent) });
    changed("draft", { text: document.querySelector(".composer textarea")?.value ?? "" });
    changed("keeps", { lasting: keeps() });
  };
  document.addEventListener("input", look);
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}
