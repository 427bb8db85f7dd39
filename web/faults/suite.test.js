import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, it } from "node:test";
import { CHROMIUM } from "./chromium.js";

const skip = !existsSync(CHROMIUM) && "needs Chromium";

/** All wait most of the time, so many are played at once, and to all clients. */
describe("every fault is borne", { concurrency: true }, () => {
  it("by the SDK in Node", () => plays("run.js", "--client", "node adapters/sdk.js", "--at-once", "8"));
  it("by the SDK in Chromium", { skip }, () => plays("browser.js", "--client", "sdk", "--at-once", "12"));
  it("by the web client", { skip }, () => plays("browser.js", "--client", "app", "--at-once", "8"));
});

async function plays(script, ...options) {
  const suite = spawn(process.execPath, [script, ...options], { cwd: import.meta.dirname });
  let said = "";
  for (const output of [suite.stdout, suite.stderr]) output.on("data", (data) => (said += data));
  const code = await new Promise((resolve) => suite.on("close", resolve));
  assert.equal(code, 0, said);
  console.log(said.trimEnd().split("\n").at(-1));
}
