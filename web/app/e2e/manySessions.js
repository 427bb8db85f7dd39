// More conversations than a page of the list has: all can be reached, and the same people are not listed twice.
import assert from "node:assert/strict";
import { signIn } from "./browser.js";
import { asker } from "./rest.js";

const COUNT = 130;

export async function manySessions({ step, browser, home, confab, unique }) {
  const user = `many-${unique}`;
  const { ask } = await asker(confab, user);
  for (let i = 0; i < COUNT; i++) await ask("/chat/sessions", { title: `Talk ${i}` });
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(home);
  await page.getByLabel("or as somebody else").fill(user);
  await page.keyboard.press("Enter");
  await page.locator(".sidebar .row").first().waitFor();

  await step(`the list has all ${COUNT} conversations, as one scrolls`, async () => {
    const titles = page.locator(".sidebar .row .name", { hasText: /^Talk / });
    await page.locator(".sidebar .row").first().hover();
    while (await page.locator(".sidebar .row .name", { hasText: /^Talk 0$/ }).count() === 0) {
      const before = await titles.count();
      await page.mouse.wheel(0, 20_000);
      await page.waitForFunction((rows) => document.querySelectorAll(".sidebar .row").length > rows, before);
    }
    assert.equal(new Set(await titles.allTextContents()).size, COUNT);
  });

  await step("one name typed twice is one conversation", async () => {
    for (let i = 0; i < 2; i++) {
      await page.getByRole("button", { name: "New conversation" }).click();
      await page.getByLabel("With whom").fill("zed");
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.locator(".talk-header h2", { hasText: "zed" }).waitFor();
    }
    assert.equal(await page.locator(".sidebar .row .name", { hasText: /^zed$/ }).count(), 1);
  });
  await context.close();
}
