// The JavaScript SDK under the suite of faults, in a page of Chromium: of the one at FAULTS_BROWSER, if it is named. Wants `--pages` to be the folder `web`.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";
import { ARGS, CHROMIUM } from "../chromium.js";

const { FAULTS_URL, FAULTS_SESSION, FAULTS_CLOCK, FAULTS_NEEDS, FAULTS_BROWSER } = process.env;

// What is to be stopped with this process has to be in its group.
const shared = FAULTS_BROWSER && !FAULTS_NEEDS.split(",").includes("stop");
const browser = shared ? await chromium.connect(FAULTS_BROWSER) : await chromium.connectOverCDP(await start());
const context = await browser.newContext();
const page = await context.newPage();
page.on("crash", () => fail("The page crashed."));
page.on("pageerror", ({ stack }) => fail(stack));
await page.exposeFunction("say", (report) => void process.stdout.write(`${JSON.stringify(report)}\n`));
await page.goto(`${FAULTS_URL}/faults/page/index.html?session=${FAULTS_SESSION}&clock=${FAULTS_CLOCK}`);

const input = createInterface({ input: process.stdin });
input.on("line", (line) => void obey(JSON.parse(line)));
input.on("close", () => void context.close().then(() => process.exit(0)));

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

async function obey(command) {
  if (command.do === "network") await network(command.event);
  await page.evaluate((each) => void window.played.obey(each), command);
}

/** The network of the page itself goes and comes; the page does the rest. Saying what is so already would raise no event. */
async function network(event) {
  if (event === "online") await context.setOffline(true);
  if (event === "online" || event === "offline") await context.setOffline(event === "offline");
}

function fail(why) {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}
