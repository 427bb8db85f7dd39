// Two windows, alice and bob, against a running server: node e2e/run.js [confab's url [folder for pictures]]
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { launch, sees, seesNot, signIn, write } from "./browser.js";
import { kept, withoutStorage } from "./kept.js";
import { keyboard } from "./keyboard.js";
import { manySessions } from "./manySessions.js";
import { serve } from "./server.js";
import { titles, twoWindows } from "./titles.js";

const [confab = process.env.CONFAB_URL ?? "http://localhost:8080", folder] = process.argv.slice(2);
const PORT = Number(process.env.E2E_PORT ?? 30090);
const unique = Date.now().toString(36);

if (folder) mkdirSync(folder, { recursive: true });
const site = await serve(PORT, confab);
const home = `http://localhost:${PORT}/`;
const browser = await launch();
const faults = [];
let failed = false;

/** All windows are of one browser, as a newcomer's are. */
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", permissions: ["clipboard-read", "clipboard-write"] });

async function open() {
  const page = await context.newPage();
  page.on("console", (line) => line.type() === "error" && !/ERR_|WebSocket connection/.test(line.text()) && faults.push(line.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => new URL(request.url()).host !== `localhost:${PORT}` && request.url().startsWith("http") && faults.push(`asked ${request.url()}`));
  await page.goto(home);
  return page;
}

async function step(name, act) {
  const started = Date.now();
  try {
    await act();
    console.log(`ok    ${name} (${Date.now() - started} ms)`);
  } catch (failure) {
    failed = true;
    console.log(`FAIL  ${name}\n${failure.stack}`);
  }
}

const alice = await open();
const bob = await open();

await step("two newcomers are chatting", async () => {
  await signIn(alice, "alice");
  await signIn(bob, "bob");
  for (const page of [alice, bob]) await page.locator(".sidebar .row", { hasText: "General" }).click();
  await write(alice, `Hello bob ${unique}`);
  await sees(bob, `Hello bob ${unique}`);
  await write(bob, `Hello alice ${unique}`);
  await sees(alice, `Hello alice ${unique}`);
});

await step("the tab of a window that nobody looks at counts what waits there", async () => {
  const look = (state) =>
    bob.evaluate((value) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => value });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  // Where this was run before, something else may wait, too.
  const waiting = () => bob.evaluate(() => Number(/\d+/.exec(document.title) ?? 0));
  const waits = (count) => bob.waitForFunction((title) => document.title === title, `${count > 0 ? `(${count}) ` : ""}bob · Confab`);
  const before = await waiting();
  await look("hidden");
  await write(alice, `Are you there ${unique}`);
  await waits(before + 1);
  await look("visible");
  await waits(before);
});

await step("one sees the other type", async () => {
  await bob.getByRole("textbox", { name: "Message", exact: true }).pressSequentially("thinking");
  await alice.locator(".status", { hasText: "bob is typing" }).waitFor();
  await bob.getByRole("textbox", { name: "Message", exact: true }).fill("");
  await alice.locator(".status", { hasText: "typing" }).waitFor({ state: "detached" });
});

await step("the arrow up edits the last message, by keyboard alone", async () => {
  const field = alice.getByRole("textbox", { name: "Message", exact: true });
  await field.focus();
  await field.press("ArrowUp");
  await alice.getByLabel("Change the message").fill(`Changed ${unique}`);
  await alice.getByLabel("Change the message").press("Enter");
  await sees(bob, `Changed ${unique}`);
  await bob.locator(".message .foot", { hasText: "edited" }).first().waitFor();
});

await step("what is written offline is sent later, once and in order", async () => {
  site.set("refuse", true);
  try {
    for (const socket of site.sockets) socket.destroy();
    await alice.locator(".banner", { hasText: "offline" }).waitFor();
    await write(alice, `Offline 1 ${unique}`);
    await write(alice, `Offline 2 ${unique}`);
    await alice.locator(".message.sending").nth(1).waitFor();
  } finally {
    site.set("refuse", false);
  }
  await sees(bob, `Offline 2 ${unique}`);
  await alice.locator(".banner").waitFor({ state: "detached" });
  const order = await bob.locator(".markdown", { hasText: "Offline" }).allInnerTexts();
  assert.deepEqual(order.filter((text) => text.includes(unique)), [`Offline 1 ${unique}`, `Offline 2 ${unique}`]);
});

await step("a reload keeps everything", async () => {
  const shown = () => bob.locator(".messages .markdown").allInnerTexts();
  const before = await shown();
  await bob.reload();
  await sees(bob, `Offline 2 ${unique}`);
  assert.deepEqual((await shown()).slice(-3), before.slice(-3));
});

const world = { step, browser, home, site, confab, unique, bob };
await kept(world);
await withoutStorage(world);
await keyboard(world);
await titles(world);
await twoWindows(world);
await manySessions(world);

await step("a conversation is made, and people come and go", async () => {
  await alice.getByRole("button", { name: "New conversation" }).click();
  await alice.getByLabel("With whom").fill("bob");
  await alice.getByLabel("Title").fill(`Lunch ${unique}`);
  await alice.getByRole("button", { name: "Start" }).click();
  await bob.locator(".sidebar .row", { hasText: `Lunch ${unique}` }).click();
  await bob.locator(".talk-header", { hasText: "alice is here" }).waitFor();
  await alice.getByRole("button", { name: "More", exact: true }).click();
  await alice.getByRole("menuitem", { name: "People" }).click();
  await alice.getByLabel("Add somebody").fill("carol");
  await alice.getByRole("button", { name: "Add", exact: true }).click();
  await alice.locator(".people li", { hasText: "carol" }).waitFor();
  await alice.getByRole("button", { name: "Remove bob" }).click();
  await bob.locator(".talk.nothing", { hasText: "no longer in it" }).waitFor();
  await alice.keyboard.press("Escape");
});

await step("text that wants to do harm does none", async () => {
  await write(alice, "<img src=x onerror=alert(1)> [click](javascript:alert(1)) [fine](https://example.org/a) \u202Ebackwards\u202C forwards");
  await sees(alice, "<img src=x");
  assert.equal(await alice.locator(".message img").count(), 0);
  const link = alice.locator(".message a", { hasText: "fine" }).last();
  assert.equal(await link.getAttribute("rel"), "noopener noreferrer nofollow");
  assert.equal(await alice.locator('.message a[href^="javascript"]').count(), 0);
  await write(alice, "x".repeat(32_000));
  await alice.locator(".message .markdown", { hasText: "xxxxxxxx" }).last().waitFor();
  const wide = await alice.evaluate(() => document.querySelector(".messages").scrollWidth <= document.querySelector(".messages").clientWidth);
  assert.ok(wide, "nothing sticks out");
});

await step("all messages are cleared for everybody", async () => {
  await alice.getByRole("button", { name: "More", exact: true }).click();
  await alice.getByRole("menuitem", { name: "Clear" }).click();
  await alice.getByRole("button", { name: "Clear", exact: true }).click();
  await alice.locator(".messages .empty").waitFor();
});

const { pictures } = await import("./pictures.js");
let id;
await step("everybody can use it, in every width and theme", async () => {
  const looked = await pictures({ browser, home, folder, confab, signIn });
  id = looked.id;
  assert.equal(JSON.stringify(looked.found, null, 1), "[]");
});
const { longList } = await import("./longList.js");
await step("a hundred thousand messages scroll smoothly, and nothing jumps", () => longList({ context, home, signIn, write, id }));

await step("a cookie of somebody else is in nobody's way", async () => {
  const other = await browser.newContext();
  await other.request.post(`${home}dev/tokens`, { data: { user: "carol" } });
  const page = await other.newPage();
  await page.goto(home);
  await signIn(page, "bob");
  await page.locator(".me .here").waitFor();
  await other.addCookies([{ name: "access_token", value: "old", url: home }]);
  await page.reload();
  await page.locator(".me .here").waitFor();
  await other.close();
});

await step("nothing was complained of, and nobody else was asked", async () => assert.deepEqual(faults, []));

await browser.close();
site.close();
process.exit(failed ? 1 : 0);
