import { clocks } from "./scenarios/clocks.js";
import { closing } from "./scenarios/closing.js";
import { hidden } from "./scenarios/hidden.js";
import { lines } from "./scenarios/lines.js";
import { storage } from "./scenarios/storage.js";
import { tokens } from "./scenarios/tokens.js";
import { writes } from "./scenarios/writes.js";

/**
 * `row`: the row of the table in docs/protocol.md that it plays. `needs`: what the adapter must be able to do. `options.clock`: by how much
 * the client's wall clock is wrong from its start; `options.storage`: how its storage fails. `seconds`: how long it takes at least, where that is more than a few.
 */
export const scenarios = [...closing, ...tokens, ...clocks, ...lines, ...hidden, ...storage, ...writes];
