import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, it } from "node:test";
import { CHROMIUM } from "./chromium.js";

const noBrowser = (!process.env.FAULTS_BROWSER_TOO && "needs FAULTS_BROWSER_TOO=yes") || (!existsSync(CHROMIUM) && "needs Chromium");
const APP = ["--client", "exec node adapters/app.js", "--pages", "../app/dist"];
/** What the SDK bears is not told once more: those in which the web client has a part. */
const ITS_PART = "cut,code-1005,code-1012,provider-*,token-refused-and-given-again,sleep*,network-*,removed*,answer-lost-send,send-*,no-answer-to-the-*";

/** What the SDK in Node bears it bears in a page, too, but for what the page does to it: timers, clocks, storage, the network. */
const A_PAGES_PART = "clock*,network-*,storage*,sleep*";

/** All wait most of the time, so several are played at once; pages are heavy. */
describe("every fault is borne", () => {
  it("by the SDK in Node", () => plays("run.js", "--client", "node adapters/sdk.js", "--at-once", "8"));
  it("by the SDK in Chromium", { skip: noBrowser }, () => plays("browser.js", "--only", A_PAGES_PART, "--at-once", "4"));
  it("by the web client", { skip: noBrowser }, () => plays("browser.js", ...APP, "--only", ITS_PART, "--at-once", "4"));
});

async function plays(script, ...options) {
  const suite = spawn(process.execPath, [script, ...options], { cwd: import.meta.dirname });
  let said = "";
  for (const output of [suite.stdout, suite.stderr]) output.on("data", (data) => (said += data));
  const code = await new Promise((resolve) => suite.on("close", resolve));
  assert.equal(code, 0, said);
  console.log(said.trimEnd().split("\n").at(-1));
}
