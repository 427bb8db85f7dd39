// The keyboard alone, as a person uses it: nothing here puts the focus anywhere but by keys.
import assert from "node:assert/strict";
import { field, openRow, sees, seesNot, signIn, write } from "./browser.js";
import { barriers } from "./accessible.js";

/** What has the focus, in few words. */
const focused = (page) =>
  page.evaluate(() => {
    const { id, tagName, className, textContent } = document.activeElement;
    return document.activeElement.getAttribute("aria-label") || id || (tagName === "BUTTON" ? textContent : className || tagName);
  });

async function until(page, what) {
  await page.waitForFunction((name) => {
    const element = document.activeElement;
    return [element.getAttribute("aria-label"), element.id, element.textContent].includes(name) || element.matches?.(name.startsWith(".") ? name : "never");
  }, what);
}

export async function keyboard({ step, browser, home, unique, bob }) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, locale: "en-GB", permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  const { keyboard } = page;
  await page.goto(home);
  await signIn(page, "alice");
  await openRow(page, "General");

  await step("a message is chosen, copied, kept and deleted by keyboard alone", async () => {
    await page.getByRole("textbox", { name: "Message", exact: true }).click();
    await write(page, `See https://example.org/ ${unique}`);
    await sees(bob, `See https://example.org/ ${unique}`);
    await page.locator(".message.sent", { hasText: `See https://example.org/ ${unique}` }).waitFor();
    await keyboard.press("Shift+Tab");
    await until(page, "Messages");
    await keyboard.press("ArrowUp");
    await until(page, ".message.chosen");
    assert.deepEqual(await barriers(page, "a chosen message"), []);
    await keyboard.press("c");
    await page.locator(".told", { hasText: "Copied" }).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `See https://example.org/ ${unique}`);
    await keyboard.press("Delete");
    await until(page, "Cancel");
    assert.deepEqual(await barriers(page, "the question before a deletion"), []);
    await keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await until(page, ".message.chosen");
    await keyboard.press("Delete");
    await until(page, "Cancel");
    await keyboard.press("Tab");
    await keyboard.press("Enter");
    await seesNot(bob, `See https://example.org/ ${unique}`);
    await until(page, "Message");
  });

  await step("every dialog begins at its first field, and Escape leads back to where it was opened", async () => {
    for (let presses = 0; (await focused(page)) !== "More"; presses++) {
      assert.ok(presses < 12, `Shift+Tab leads to the menu, not to ${await focused(page)}`);
      await keyboard.press("Shift+Tab");
    }
    for (const [steps, first] of [[0, "add-member"], [1, "new-title"], [2, "Cancel"], [3, "Cancel"]]) {
      await keyboard.press("Enter");
      await page.getByRole("menu").waitFor();
      for (let i = 0; i < steps; i++) await keyboard.press("ArrowDown");
      await keyboard.press("Enter");
      await until(page, first);
      await keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await until(page, "More");
    }
    await keyboard.press("Enter");
    await page.getByRole("menu").waitFor();
    await keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
    await until(page, "More");
    for (let presses = 0; (await focused(page)) !== "New conversation"; presses++) {
      assert.ok(presses < 80, "Shift+Tab leads to the list");
      await keyboard.press("Shift+Tab");
    }
    await keyboard.press("Enter");
    await until(page, "people");
    await keyboard.press("Escape");
    await until(page, "New conversation");
  });

  await step("an error in a dialog is whole, and in the colour of errors", async () => {
    await page.getByRole("button", { name: /^People/ }).click();
    await page.getByLabel("Add somebody").fill("not a name!");
    await keyboard.press("Enter");
    const error = page.getByRole("dialog").getByRole("alert");
    await error.filter({ hasText: "A name has letters" }).waitFor();
    const { color, danger, whiteSpace } = await error.evaluate((element) => {
      const plain = Object.assign(document.createElement("p"), { className: "error" });
      document.body.append(plain);
      const { color: danger } = getComputedStyle(plain);
      plain.remove();
      return { color: getComputedStyle(element).color, danger, whiteSpace: getComputedStyle(element).whiteSpace };
    });
    assert.deepEqual([color, whiteSpace], [danger, "normal"]);
    await keyboard.press("Escape");
  });

  await step("a menu closes when one clicks or scrolls elsewhere", async () => {
    const menu = page.getByRole("menu");
    for (const leave of [() => page.mouse.click(600, 400), () => page.mouse.move(600, 400).then(() => page.mouse.wheel(0, -50))]) {
      await page.getByRole("button", { name: "More", exact: true }).click();
      await menu.waitFor();
      await leave();
      await menu.waitFor({ state: "detached" });
    }
  });

  await step("Enter that ends a composed character sends nothing", async () => {
    await field(page).fill("にほん");
    const sent = await page.evaluate(() => {
      const enter = new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true, cancelable: true });
      return !document.querySelector(".composer textarea").dispatchEvent(enter);
    });
    assert.equal(sent, false);
    assert.equal(await field(page).inputValue(), "にほん");
    await field(page).fill("");
  });

  await step("the newest message stays in sight while the field grows and the window shrinks", async () => {
    for (let i = 0; i < 30; i++) await write(page, `Line ${i} ${unique}`);
    await page.locator(".message.sent", { hasText: `Line 29 ${unique}` }).waitFor();
    const isSeen = () => page.waitForFunction(() => {
      const list = document.querySelector(".messages");
      return list.scrollHeight - list.scrollTop - list.clientHeight < 4;
    });
    await isSeen();
    await field(page).fill(Array.from({ length: 9 }, (_, i) => `row ${i}`).join("\n"));
    await isSeen();
    await page.setViewportSize({ width: 1200, height: 500 });
    await isSeen();
    await page.setViewportSize({ width: 500, height: 420 });
    await isSeen();
    assert.equal(await page.locator(".to-end").count(), 0);
    await page.setViewportSize({ width: 1200, height: 800 });
    await isSeen();
    await field(page).fill("");
  });
  await context.close();
}
