#!/usr/bin/env node
// Plays the scenarios to a client. See README.md.
import { parseArgs } from "node:util";
import { scenarios } from "./scenarios.js";
import { World } from "./world.js";

const { values } = parseArgs({
  options: {
    client: { type: "string" },
    only: { type: "string" },
    except: { type: "string" },
    "at-once": { type: "string", default: "6" },
    json: { type: "boolean", default: false },
    pages: { type: "string" },
  },
  // npm hands on what it was called with.
  strict: false,
});
if (!values.client) throw new Error("Say which client: --client '<command that starts an adapter>'");

const { only, except } = values;
const named = (list, name) => list.split(",").some((each) => name === each || (each.endsWith("*") && name.startsWith(each.slice(0, -1))));
const chosen = scenarios.filter(({ name }) => (!only || named(only, name)) && !(except && named(except, name)));
if (chosen.length === 0) throw new Error(`No scenario is called ${only}.`);
// The longest first, so that the whole takes little more than they.
const queue = [...chosen].sort((a, b) => (b.seconds ?? 0) - (a.seconds ?? 0));
const verdicts = [];
await Promise.all(Array.from({ length: Number(values["at-once"]) }, work));
const failed = verdicts.filter(({ ok }) => ok === false);
if (!values.json) {
  const skipped = verdicts.filter((verdict) => verdict.skipped);
  console.log(`${verdicts.length - failed.length - skipped.length} hold, ${failed.length} do not, ${skipped.length} were skipped`);
}
process.exit(failed.length === 0 ? 0 : 1);

async function work() {
  for (let scenario = queue.shift(); scenario; scenario = queue.shift()) {
    const verdict = await played(scenario);
    verdicts.push(verdict);
    tell(verdict);
  }
}

async function played({ name, row, needs = [], options, play }) {
  const world = new World();
  const started = performance.now();
  const failures = [];
  let skipped;
  try {
    await world.start(values.client, { ...options, needs, pages: values.pages });
    skipped = needs.find((each) => !world.client.can.has(each));
    if (!skipped) await world.begin(play);
  } catch (failure) {
    failures.push(failure.constructor.name === "Broken" ? failure.message : String(failure.stack));
  }
  await world.end();
  if (skipped) return { scenario: name, row, skipped: `needs ${skipped}` };
  if (world.facts.exit !== undefined) failures.push(`the adapter ended with ${world.facts.exit}`);
  if (failures.length > 0) failures.push(...complaintsOf(world.client));
  return { scenario: name, row, ok: failures.length === 0, failures, facts: world.facts, millis: Math.round(performance.now() - started) };
}

function complaintsOf(client) {
  const states = client?.states.length ? [`states: ${client.states.join(" ")}; sessions: ${client.sessions.join(" ")}`] : [];
  return client?.complaints ? [...states, `it said: ${client.complaints.slice(-2000)}`] : states;
}

function tell(verdict) {
  if (values.json) return console.log(JSON.stringify(verdict));
  const { scenario, ok, skipped, failures, facts, millis } = verdict;
  if (skipped) return console.log(`skipped  ${scenario}: ${skipped}`);
  console.log(`${ok ? "holds   " : "FAILS   "} ${scenario} (${millis} ms, ${facts.sockets} sockets, ${facts.tokens} tokens)`);
  for (const failure of failures) console.log(`         ${failure.replace(/\n/g, "\n         ")}`);
}
