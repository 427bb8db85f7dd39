// The JavaScript SDK under the suite of faults, as Node runs it. The browser's events are raised on stand-ins for `window` and `document`.
import { createInterface } from "node:readline";
import { WebSocket } from "ws";
import { setClock } from "./clock.js";
import { play } from "./played.js";

const { FAULTS_URL, FAULTS_SESSION, FAULTS_CLOCK } = process.env;

setClock(Number(FAULTS_CLOCK ?? 0));
const page = new EventTarget();
globalThis.addEventListener = page.addEventListener.bind(page);
globalThis.removeEventListener = page.removeEventListener.bind(page);
globalThis.document = Object.assign(new EventTarget(), { visibilityState: "visible" });
Object.defineProperty(globalThis, "navigator", { value: { onLine: true }, configurable: true });

const played = play({
  url: FAULTS_URL,
  sessionId: FAULTS_SESSION,
  client: "javascript",
  say: (report) => process.stdout.write(`${JSON.stringify(report)}\n`),
  network,
  WebSocket,
});

function network(event) {
  if (event === "visible") document.dispatchEvent(new Event("visibilitychange"));
  else {
    if (event !== "focus") navigator.onLine = event === "online";
    page.dispatchEvent(new Event(event));
  }
}

const input = createInterface({ input: process.stdin });
input.on("line", (line) => void played.obey(JSON.parse(line)));
input.on("close", () => {
  played.close();
  // A request of the token provider may hang for ever.
  process.exit(0);
});
