#!/usr/bin/env node
// Plays the scenarios to a client in an adapter's process. See README.md.
import { asked, play } from "./play.js";
import { ProcessClient } from "./process.js";

const values = asked();
if (!values.client) throw new Error("Say which client: --client '<command that starts an adapter>'");
const held = await play(values, { make: (world) => new ProcessClient(values.client, world) });
process.exit(held ? 0 : 1);
