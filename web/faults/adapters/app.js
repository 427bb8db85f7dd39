// The web client under the suite of faults, in a page of Chromium: what it shows, and what one does with it. Wants `--pages` to be `web/app/dist`.
import { setClock } from "./clock.js";
import { emptyPage, network, obeying, say } from "./page.js";

const { FAULTS_URL, FAULTS_SESSION, FAULTS_CLOCK } = process.env;
const PATIENCE = { timeout: 60_000 };

const page = await emptyPage();
await page.addInitScript(setClock, Number(FAULTS_CLOCK));
await page.addInitScript(watch);
await page.goto(`${FAULTS_URL}/#/s/${FAULTS_SESSION}`);
say({ is: "ready", client: "web", can: ["stop", "clock", "network"] });

obeying(page, async (command) => {
  const { n } = command;
  const code = await done(command).catch((failure) => failure.message);
  say(code === undefined ? { is: "done", n, ok: true } : { is: "done", n, ok: false, code, message: code });
});

/** The code of a failure, if it is one. */
async function done({ do: command, content, event, offset }) {
  switch (command) {
    case "send":
      return send(content);
    case "connect":
      return void (await page.getByRole("button", { name: "Connect again" }).click(PATIENCE));
    case "clock":
      return void (await page.evaluate(setClock, offset));
    case "network":
      return void (await network(page, event));
    default:
      return "unknown";
  }
}

let written = Promise.resolve();

async function send(content) {
  const field = page.getByRole("textbox", { name: "Message", exact: true });
  // One after the other, as people write; the next one does not wait until this one is sent.
  written = written.then(() => field.fill(content, PATIENCE)).then(() => field.press("Enter"));
  await written;
  const row = page.locator(".message", { hasText: content.slice(0, 100) }).last();
  await row.and(page.locator(".sent, .failed")).waitFor(PATIENCE);
  return (await row.and(page.locator(".failed")).count()) > 0 ? "failed" : undefined;
}

/** In the page, from its beginning: alice is signed in, and what is shown is told. */
function watch() {
  sessionStorage.setItem("confab.user", "alice");
  const told = {};
  const changed = (is, value) => {
    const text = JSON.stringify(value);
    if (told[is] === text) return;
    told[is] = text;
    window.say({ is, ...value });
  };
  const shows = (selector, text = "") => [...document.querySelectorAll(selector)].some((each) => each.textContent.includes(text));
  setInterval(() => {
    if (!shows(".sidebar")) return;
    const online = shows(".me .here");
    changed("state", { status: online ? "online" : shows(".banner.bad", "Connect again") ? "closed" : "offline" });
    changed("session", { status: shows(".talk.nothing") ? "gone" : online && (shows(".messages > .empty") || shows(".message")) ? "live" : "joining" });
    changed("messages", { contents: [...document.querySelectorAll(".messages .markdown")].map(({ textContent }) => textContent) });
  }, 20);
}
