#!/usr/bin/env node
// Plays the scenarios to clients that are pages, in one Chromium; takes the options of run.js, `--client` among them.
// Without `--client` it is the JavaScript SDK.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { ARGS, CHROMIUM } from "./chromium.js";

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const browser = await chromium.launchServer({ executablePath: CHROMIUM, args: ARGS, host: "127.0.0.1" });
const suite = spawn(
  process.execPath,
  [file("run.js"), "--client", `exec node '${file("adapters/browser.js")}'`, "--pages", file(".."), ...process.argv.slice(2)],
  { stdio: "inherit", env: { ...process.env, FAULTS_BROWSER: browser.wsEndpoint() } },
);
suite.on("close", async (code) => {
  await browser.close();
  process.exit(code ?? 1);
});
