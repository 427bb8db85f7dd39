// Chromium as the tests start it: CHROMIUM, or /usr/bin/chromium.
import { chromium } from "playwright-core";

const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: ARGS });

export async function signIn(page, user) {
  await page.getByRole("button", { name: user, exact: true }).click();
  await page.getByRole("textbox", { name: "Message" }).waitFor();
}

export async function write(page, text) {
  const field = page.getByRole("textbox", { name: "Message", exact: true });
  await field.fill(text);
  await field.press("Enter");
}
