// Chromium as the tests start it: CHROMIUM, or /usr/bin/chromium.
import { chromium } from "playwright-core";

const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: ARGS });

export async function signIn(page, user) {
  await page.getByRole("button", { name: user, exact: true }).click();
  await page.getByRole("textbox", { name: "Message", exact: true }).waitFor();
}

/** Where one writes. */
export const field = (page) => page.getByRole("textbox", { name: "Message", exact: true });

export async function write(page, text) {
  await field(page).fill(text);
  await field(page).press("Enter");
}

/** Opens the conversation of that name. */
export async function openRow(page, name) {
  await page.locator(".sidebar .row", { hasText: name }).first().click();
  await page.locator(".talk-header h2", { hasText: name }).waitFor();
}

export const sees = (page, text) => page.locator(".markdown", { hasText: text }).last().waitFor({ timeout: 10_000 });
export const seesNot = (page, text) => page.locator(".markdown", { hasText: text }).first().waitFor({ state: "detached", timeout: 10_000 });
