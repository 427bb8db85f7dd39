// Two people write while the server is killed and comes back: node e2e/killed.js [confab's url]
// It says KILL on a line of its own; whoever started this kills the server then, and starts it again.
import assert from "node:assert/strict";
import { launch, signIn, write } from "./browser.js";

const [home = process.env.CONFAB_URL ?? "http://localhost:8080"] = process.argv.slice(2);
const BEFORE = 10;
const ALL = 40;
const PATIENCE = 120_000;
const unique = Date.now().toString(36);
const browser = await launch();
// High enough for all rows to be in the page.
const context = await browser.newContext({ viewport: { width: 1200, height: 6_000 }, locale: "en-GB" });

async function enter(user) {
  const page = await context.newPage();
  await page.goto(home);
  await signIn(page, user);
  await page.locator(".sidebar .row", { hasText: "General" }).click();
  return page;
}

const people = { alice: await enter("alice"), bob: await enter("bob") };
const text = (user, i) => `${user} ${unique} ${i}`;
const sees = (page, what) => page.locator(".message.sent .markdown", { hasText: new RegExp(`^${what}$`) }).waitFor({ timeout: PATIENCE });
const each = (act) => Promise.all(Object.entries(people).map(([user, page]) => act(user, page)));

async function writeAll(user, page, from, to) {
  for (let i = from; i < to; i++) {
    await write(page, text(user, i));
    await page.waitForTimeout(100);
  }
}

await each((user, page) => writeAll(user, page, 0, BEFORE));
await each((_, page) => sees(page, text("bob", BEFORE - 1)));
console.log("KILL");
await each((user, page) => writeAll(user, page, BEFORE, ALL));
await each((_, page) => page.locator(".banner", { hasText: /offline|trying|connecting/i }).waitFor({ timeout: PATIENCE }));
await each(async (_, page) => {
  for (const user of Object.keys(people)) await sees(page, text(user, ALL - 1));
});
await each((_, page) => page.locator(".banner").waitFor({ state: "detached", timeout: PATIENCE }));

const [hers, his] = await each(async (_, page) => (await page.locator(".messages .markdown").allInnerTexts()).filter((line) => line.includes(unique)));
assert.deepEqual(hers, his, "both windows end with the same list");
for (const user of Object.keys(people)) {
  const own = hers.filter((line) => line.startsWith(user));
  assert.deepEqual(own, Array.from({ length: ALL }, (_, i) => text(user, i)), `${user}'s messages: once each, in the order in which they were written`);
}
console.log(`ok    both windows have the same ${hers.length} messages`);
await browser.close();
