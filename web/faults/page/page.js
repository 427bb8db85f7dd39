// The JavaScript SDK as a page has it: with the browser's sockets, requests, events and timers. Driven by adapters/browser.js.
import { setClock } from "../adapters/clock.js";
import { play } from "../adapters/played.js";

const asked = new URLSearchParams(location.search);

setClock(Number(asked.get("clock")));
window.played = play({ url: location.origin, sessionId: asked.get("session"), client: "browser", say: window.say, network });

/** `offline` and `online` come from the browser itself. */
function network(event) {
  if (event === "visible") document.dispatchEvent(new Event("visibilitychange"));
  if (event === "focus") window.dispatchEvent(new Event("focus"));
}
