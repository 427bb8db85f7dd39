import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { scenarios } from "./scenarios.js";
import { World } from "./world.js";

const OPTIONS = {
  client: { type: "string" },
  only: { type: "string" },
  except: { type: "string" },
  "at-once": { type: "string", default: "6" },
  json: { type: "boolean", default: false },
};

/** What was asked for on the command line. */
export function asked() {
  // npm hands on what it was called with.
  return parseArgs({ options: OPTIONS, strict: false }).values;
}

/**
 * Plays what was asked for and tells of it; whether all that was played holds. `make` makes the client of one scenario; what
 * clients `can` is given where it is known before there is one.
 */
export async function play({ only, except, json, "at-once": atOnce }, { make, pages, can }) {
  const chosen = scenarios.filter(({ name }) => (!only || named(only, name)) && !(except && named(except, name)));
  if (chosen.length === 0) throw new Error(`No scenario is called ${only}.`);
  // The longest first, so that the whole takes little more than they.
  const queue = [...chosen].sort((a, b) => (b.seconds ?? 0) - (a.seconds ?? 0));
  const verdicts = [];
  const starts = new Turns(availableParallelism());
  const work = async () => {
    for (let scenario = queue.shift(); scenario; scenario = queue.shift()) {
      const verdict = missing(scenario, can) ?? (await played(scenario, (world, options) => starts.take(() => world.start(make, { ...options, pages }))));
      verdicts.push(verdict);
      tell(verdict, json);
    }
  };
  await Promise.all(Array.from({ length: Number(atOnce) }, work));
  const failed = verdicts.filter(({ ok }) => ok === false).length;
  const skipped = verdicts.filter((verdict) => verdict.skipped).length;
  if (!json) console.log(`${verdicts.length - failed - skipped} hold, ${failed} do not, ${skipped} were skipped`);
  return failed === 0;
}

function named(list, name) {
  return list.split(",").some((each) => name === each || (each.endsWith("*") && name.startsWith(each.slice(0, -1))));
}

/** A start is work, what follows is mostly waiting: so not more start at once than there are cores. */
class Turns {
  #free;
  #waiting = [];

  constructor(count) {
    this.#free = count;
  }

  async take(act) {
    if (this.#free > 0) this.#free--;
    else await new Promise((resolve) => this.#waiting.push(resolve));
    try {
      return await act();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}

/** The verdict where the client can't do all that the scenario needs. */
function missing({ name, row, needs = [] }, can) {
  const need = can && needs.find((each) => !can.includes(each));
  return need && { scenario: name, row, skipped: `needs ${need}` };
}

async function played(scenario, start) {
  const { name, row, needs = [], options } = scenario;
  const world = new World();
  const failures = [];
  let started = performance.now();
  let skipped;
  try {
    await start(world, { ...options, needs });
    started = performance.now();
    skipped = missing(scenario, world.client.can);
    if (!skipped) await world.begin(scenario.play);
  } catch (failure) {
    failures.push(failure.constructor.name === "Broken" ? failure.message : String(failure.stack));
  }
  const millis = Math.round(performance.now() - started);
  await world.end();
  if (skipped) return skipped;
  if (world.facts.exit !== undefined) failures.push(`the adapter ended with ${world.facts.exit}`);
  if (failures.length > 0) failures.push(...complaintsOf(world.client));
  return { scenario: name, row, ok: failures.length === 0, failures, facts: world.facts, millis };
}

function complaintsOf(client) {
  const states = client?.states.length ? [`states: ${client.states.join(" ")}; sessions: ${client.sessions.join(" ")}`] : [];
  return client?.complaints ? [...states, `it said: ${client.complaints.slice(-2000)}`] : states;
}

function tell(verdict, json) {
  if (json) return console.log(JSON.stringify(verdict));
  const { scenario, ok, skipped, failures, facts, millis } = verdict;
  if (skipped) return console.log(`skipped  ${scenario}: ${skipped}`);
  console.log(`${ok ? "holds   " : "FAILS   "} ${scenario} (${millis} ms, ${facts.sockets} sockets, ${facts.tokens} tokens)`);
  for (const failure of failures) console.log(`         ${failure.replace(/\n/g, "\n         ")}`);
}
