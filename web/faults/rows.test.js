import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { AppPage } from "./adapters/app.js";
import { scenarios } from "./scenarios.js";

const PROTOCOL = new URL("../../docs/protocol.md", import.meta.url);

/** The first column of the table of faults. */
function rows() {
  const [, rest] = readFileSync(PROTOCOL, "utf8").split("## What a client does when something fails");
  const [section] = rest.split("\n## ");
  const lines = section.split("\n").filter((line) => line.startsWith("| "));
  return lines.slice(1).map((line) => line.split("|")[1].trim());
}

test("every row of the table is played, and nothing else is", () => {
  assert.deepEqual([...new Set(scenarios.map(({ row }) => row))].sort(), rows().sort());
});

test("every scenario has a name of its own", () => {
  assert.equal(new Set(scenarios.map(({ name }) => name)).size, scenarios.length);
});

test("the web client plays a scenario of each row", () => {
  const plays = ({ needs = [] }) => needs.every((need) => AppPage.can.includes(need));
  assert.deepEqual([...new Set(scenarios.filter(plays).map(({ row }) => row))].sort(), rows().sort());
});
