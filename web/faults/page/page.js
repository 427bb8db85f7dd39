// The JavaScript SDK as a page has it: with the browser's sockets, requests, events and timers. Driven by adapters/browser.js, which also sees what is said.
import { setClock } from "../adapters/clock.js";
import { play } from "../adapters/played.js";

const asked = new URLSearchParams(location.search);

setClock(Number(asked.get("clock")));
// The events of the network come from the browser itself.
window.played = play({
  url: location.origin,
  sessionId: asked.get("session"),
  client: "browser",
  can: ["storage", "hidden"],
  say: (report) => window.say(JSON.stringify(report)),
  network: () => undefined,
});
