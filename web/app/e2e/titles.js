// Titles and names of every script and length, and what two windows of one person know of each other.
import assert from "node:assert/strict";
import { openRow, sees, signIn } from "./browser.js";
import { asker } from "./rest.js";

const HEBREW = "ארוחת צהריים";
const direction = (locator) => locator.evaluate((element) => getComputedStyle(element).direction);

export async function titles({ step, browser, home, unique }) {
  const context = await browser.newContext({ viewport: { width: 900, height: 700 }, locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(home);
  await signIn(page, "alice");
  const heading = page.locator(".talk-header h2");
  const row = (title) => page.locator(".sidebar .row", { hasText: title });
  const rename = async (title) => {
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Rename" }).click();
    const field = page.getByRole("dialog").getByRole("textbox");
    await field.fill(title);
    const read = await direction(field);
    await page.keyboard.press("Enter");
    await heading.filter({ hasText: title }).waitFor();
    return read;
  };

  await step("what is written from right to left stands so, in dialogs, in the header and in the list", async () => {
    await page.getByRole("button", { name: "New conversation" }).click();
    await page.getByLabel("With whom").fill("bob");
    await page.getByLabel("Title").fill(`${HEBREW} ${unique}`);
    assert.deepEqual([await direction(page.getByLabel("Title")), await direction(page.getByLabel("With whom"))], ["rtl", "ltr"]);
    await page.getByRole("button", { name: "Start" }).click();
    await heading.filter({ hasText: HEBREW }).waitFor();
    assert.deepEqual([await direction(heading), await direction(row(`${HEBREW} ${unique}`).locator(".name"))], ["rtl", "rtl"]);
    assert.equal(await rename(`Lunch ${unique}, in one word`), "ltr");
    assert.equal(await direction(heading), "ltr");
  });

  await step("a title that is too long ends in its place, and can be read whole", async () => {
    for (const word of ["Long", HEBREW]) {
      const long = `${word} ${unique} `.repeat(30).slice(0, 250).trim();
      await rename(long);
      const isClipped = (locator) => locator.evaluate((element) => element.scrollWidth > element.clientWidth);
      assert.deepEqual([await isClipped(heading), await heading.getAttribute("title")], [true, long]);
      await row(long).waitFor();
      assert.deepEqual([await isClipped(row(long).locator(".name")), await row(long).getAttribute("title")], [true, long]);
    }
  });

  await step("a name of 64 characters leaves the buttons of the dialog in reach", async () => {
    await page.setViewportSize({ width: 390, height: 700 });
    await page.getByRole("button", { name: /^People/ }).click();
    const name = "x".repeat(64);
    await page.getByLabel("Add somebody").fill(name);
    await page.keyboard.press("Enter");
    const remove = page.getByRole("button", { name: `Remove ${name}` });
    await remove.waitFor();
    const sticksOut = await page.getByRole("dialog").evaluate((dialog) => dialog.scrollWidth > dialog.clientWidth);
    assert.deepEqual([sticksOut, await page.locator(".people .who", { hasText: name }).getAttribute("title")], [false, name]);
    await remove.click();
    await remove.waitFor({ state: "detached" });
  });
  await context.close();
}

/** Both are of one browser, so they share its storage. */
export async function twoWindows({ step, browser, home, confab, unique }) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, locale: "en-GB" });
  const [alice, bob] = [await asker(confab, "alice"), await asker(confab, "bob")];
  const title = `Two windows ${unique}`;
  const { id } = await alice.ask("/chat/sessions", { title, members: ["bob"] });
  const windows = [await context.newPage(), await context.newPage()];
  const count = (page) => page.locator(".sidebar .row", { hasText: title }).locator(".count");
  const say = (content) => bob.ask(`/chat/sessions/${id}/messages`, { content });

  await step("what is read in one window is read in the other, also after a reload", async () => {
    for (const page of windows) {
      await page.goto(home);
      await signIn(page, "alice");
      await openRow(page, "General");
    }
    const [one, other] = windows;
    await say(`First ${unique}`);
    for (const page of windows) await count(page).filter({ hasText: "1" }).waitFor();
    await openRow(one, title);
    await sees(one, `First ${unique}`);
    await count(other).waitFor({ state: "detached" });
    await openRow(one, "General");
    await say(`Second ${unique}`);
    for (const page of windows) await count(page).filter({ hasText: "1" }).waitFor();
    await other.reload();
    await count(other).filter({ hasText: "1" }).waitFor();
  });
  await context.close();
}
