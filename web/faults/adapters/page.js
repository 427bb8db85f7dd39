// What adapters that are a page of Chromium have in common.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";
import { ARGS, CHROMIUM } from "../chromium.js";

const { FAULTS_NEEDS, FAULTS_BROWSER } = process.env;

export const say = (report) => void process.stdout.write(`${JSON.stringify(report)}\n`);

/** An empty page, of the Chromium at FAULTS_BROWSER if it is named. What goes wrong in the page ends the adapter. */
export async function emptyPage() {
  // What is to be stopped with this process has to be in its group.
  const shared = FAULTS_BROWSER && !FAULTS_NEEDS.split(",").includes("stop");
  const browser = shared ? await chromium.connect(FAULTS_BROWSER) : await chromium.connectOverCDP(await start());
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on("crash", () => fail("The page crashed."));
  page.on("pageerror", ({ stack }) => fail(stack));
  await page.exposeFunction("say", say);
  return page;
}

/** Takes commands until there are no more. */
export function obeying(page, obey) {
  const input = createInterface({ input: process.stdin });
  input.on("line", (line) => void obey(JSON.parse(line)));
  input.on("close", () => void page.context().close().then(() => process.exit(0)));
}

/** The network of the page itself goes and comes; other events are raised. Saying what is so already would raise no event. */
export async function network(page, event) {
  const context = page.context();
  if (event === "online") await context.setOffline(true);
  if (event === "online" || event === "offline") await context.setOffline(event === "offline");
  if (event === "visible") await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  if (event === "focus") await page.evaluate(() => window.dispatchEvent(new Event("focus")));
}

/** A Chromium of its own; returns where it is driven. */
async function start() {
  const started = spawn(CHROMIUM, [...ARGS, "--headless", "--remote-debugging-port=0", "about:blank"], { stdio: ["ignore", "ignore", "pipe"] });
  process.on("exit", () => started.kill());
  for await (const line of createInterface({ input: started.stderr })) {
    const address = /DevTools listening on (\S+)/.exec(line);
    if (address) return address[1];
  }
  throw new Error("Chromium did not start.");
}

function fail(why) {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}
