// What is written stays: over a reload, another user, a conversation or message that goes, and trouble with tokens.
import assert from "node:assert/strict";
import { field, openRow, sees, signIn, write } from "./browser.js";
import { asker } from "./rest.js";

const drafted = (page, text) => page.waitForFunction((value) => document.querySelector(".composer textarea")?.value === value, text);

export async function kept({ step, browser, home, confab, site, unique, bob }) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, locale: "en-GB" });
  const page = await context.newPage();
  const general = async (user) => {
    await signIn(page, user);
    await openRow(page, "General");
  };
  await page.goto(home);
  await general("alice");

  await step("a draft is there after a reload, and nobody else who signs in sees it", async () => {
    await field(page).pressSequentially(`Half a thought ${unique}`);
    await page.reload();
    await drafted(page, `Half a thought ${unique}`);
    await page.getByRole("button", { name: "Sign out" }).click();
    await general("bob");
    await drafted(page, "");
    await page.getByRole("button", { name: "Sign out" }).click();
    await general("alice");
    await drafted(page, `Half a thought ${unique}`);
    await field(page).fill("");
  });

  await step("what was under way when the page was left is sent, once and in order", async () => {
    site.set("refuse", true);
    try {
      for (const socket of site.sockets) socket.destroy();
      await page.locator(".banner", { hasText: "offline" }).waitFor();
      await write(page, `Kept 1 ${unique}`);
      await write(page, `Kept 2 ${unique}`);
      await page.locator(".message.sending", { hasText: `Kept 2 ${unique}` }).waitFor();
      await page.reload();
      await page.locator(".message.sending", { hasText: `Kept 2 ${unique}` }).waitFor();
    } finally {
      site.set("refuse", false);
    }
    await sees(bob, `Kept 2 ${unique}`);
    await page.reload();
    await page.locator(".message.sent", { hasText: `Kept 2 ${unique}` }).waitFor();
    const shown = await bob.locator(".markdown", { hasText: "Kept" }).allInnerTexts();
    assert.deepEqual(shown.filter((text) => text.includes(unique)), [`Kept 1 ${unique}`, `Kept 2 ${unique}`]);
  });

  await step("a change that is not saved is there after a reload, and when its message is deleted", async () => {
    await field(page).press("ArrowUp");
    await page.getByLabel("Change the message").fill(`Kept 2 ${unique}, and better`);
    await page.reload();
    await page.waitForFunction((text) => document.querySelector(".editor textarea")?.value === text, `Kept 2 ${unique}, and better`);
    const alice = await asker(confab, "alice");
    const { items } = await alice.call("GET", `/chat/sessions/${page.url().split("/s/")[1]}/messages/recent?limit=5`);
    await alice.call("DELETE", `/chat/messages/${items.find(({ content }) => content === `Kept 2 ${unique}`).id}`);
    await page.locator(".leftover", { hasText: "was deleted" }).waitFor();
    await page.getByRole("button", { name: "Put it into the field" }).click();
    await drafted(page, `Kept 2 ${unique}, and better`);
    assert.equal(await page.locator(".leftover").count(), 0);
    await field(page).fill("");
  });

  await step("without a token nothing is lost, and one can try again", async () => {
    await field(page).fill(`Still here ${unique}`);
    await page.route("**/dev/tokens", (route) => route.fulfill({ status: 503, body: "" }));
    await page.reload();
    await page.locator(".banner", { hasText: "could not be renewed" }).waitFor();
    await page.getByRole("button", { name: "Sign in again" }).click();
    await page.unroute("**/dev/tokens");
    await signIn(page, "alice");
    await drafted(page, `Still here ${unique}`);
    await page.locator(".banner").waitFor({ state: "detached" });
    await page.route("**/dev/tokens", (route) => route.fulfill({ status: 503, body: "" }));
    await page.reload();
    await page.locator(".banner", { hasText: "could not be renewed" }).waitFor();
    await page.getByRole("button", { name: "Try now" }).click();
    await page.unroute("**/dev/tokens");
    await page.locator(".banner").waitFor({ state: "detached" });
    await drafted(page, `Still here ${unique}`);
    await field(page).fill("");
  });

  await step("that there is no network is shown at once", async () => {
    await page.locator(".me .here").waitFor();
    await context.setOffline(true);
    await page.locator(".banner", { hasText: "You are offline" }).waitFor();
    assert.equal(await page.locator(".me .here").count(), 0);
    await context.setOffline(false);
    await page.locator(".me .here").waitFor();
  });
  await context.close();
}

/** A browser that keeps nothing: every touch of its storages throws. */
export async function withoutStorage({ step, browser, home, confab, unique, bob }) {
  // She leaves a draft for another conversation, so there must be one.
  const elsewhere = `Elsewhere ${unique}`;
  await (await asker(confab, "alice")).ask("/chat/sessions", { title: elsewhere });
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, locale: "en-GB" });
  await context.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
      Object.defineProperty(globalThis, name, { get: () => { throw new DOMException("denied", "SecurityError"); } });
    }
  });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  await step("where storage is forbidden people chat all the same", async () => {
    await page.goto(home);
    await page.getByRole("button", { name: /^Colours/ }).click();
    await signIn(page, "alice");
    await openRow(page, "General");
    await write(page, `Without storage ${unique}`);
    await sees(bob, `Without storage ${unique}`);
    await field(page).pressSequentially("draft");
    await openRow(page, elsewhere);
    await openRow(page, "General");
    await drafted(page, "draft");
    assert.deepEqual(faults, []);
  });
  await context.close();
}
