// People sign in at an OpenID provider: node e2e/signIn.js [confab's url]. Confab believes the tokens of e2e/provider.js.
import assert from "node:assert/strict";
import { launch, write } from "./browser.js";

const [home = process.env.CONFAB_URL ?? "http://localhost:8080"] = process.argv.slice(2);
const browser = await launch();

async function enter(user) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, locale: "en-GB" });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (line) => line.type() === "error" && line.location().url.startsWith(home) && faults.push(line.text()));
  await page.goto(`${home}#/`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator("input[name=login]").fill(user);
  await page.locator("input[name=password]").fill("anything");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.locator(".me", { hasText: user }).waitFor();
  assert.equal(new URL(page.url()).search, "", "the code does not stay in the address");
  return { page, faults };
}

const alice = await enter("alice");
const bob = await enter("bob");
await alice.page.getByRole("button", { name: "New conversation" }).click();
await alice.page.getByLabel("With whom").fill("bob");
await alice.page.getByRole("button", { name: "Start" }).click();
await write(alice.page, "Hello from the provider");
await bob.page.locator(".sidebar .row", { hasText: "alice" }).click();
await bob.page.locator(".markdown", { hasText: "Hello from the provider" }).waitFor();

await bob.page.reload();
await bob.page.locator(".markdown", { hasText: "Hello from the provider" }).waitFor();
console.log("ok    a reload keeps him signed in");

const renewed = alice.page.waitForResponse((response) => response.url().endsWith("/token"), { timeout: 60_000 });
assert.equal((await renewed).status(), 200);
await write(bob.page, "Still here?");
await alice.page.locator(".markdown", { hasText: "Still here?" }).waitFor();
await write(alice.page, "With another token");
await bob.page.locator(".markdown", { hasText: "With another token" }).waitFor();
assert.equal(await alice.page.locator(".banner").count(), 0);
console.log("ok    the token was renewed, and nobody noticed");

await bob.page.getByRole("button", { name: "Sign out" }).click();
await bob.page.waitForURL(/session\/end/);
assert.deepEqual([...alice.faults, ...bob.faults], []);
console.log("ok    he signed out, there as well");
await browser.close();
