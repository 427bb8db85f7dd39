// A whole chat page without a framework. Against a server that was started with `./confab up`:
//   npm install && npm run build --workspace sdk && node sdk/examples/serve.mjs
// Then open the address that it prints in two windows, with ?user=alice and ?user=bob at its end.
import { Confab } from "../dist/index.js";

const user = new URLSearchParams(location.search).get("user") ?? "alice";
const byId = (id) => document.getElementById(id);

async function tokenOf(name) {
  const response = await fetch("/dev/tokens", {
    method: "POST",
    // Two windows are two users, so neither takes the cookie, which they would share.
    credentials: "omit",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ user: name }),
  });
  return (await response.json()).access_token;
}

const chat = new Confab({ token: () => tokenOf(user) });
chat.subscribe(() => {
  byId("status").textContent = `${user}: ${chat.connection.status} ${chat.connection.reason ?? ""}`;
});
chat.connect();

// The same key makes the same session, whoever opens the page first.
const alice = new Confab({ token: () => tokenOf("alice") });
const { id } = await alice.createSession({ title: "Example", members: ["bob"] }, "example-page");

const session = chat.session(id);
session.subscribe(() => {
  const items = session.messages.map((message) => {
    const item = document.createElement("li");
    item.textContent = `${message.senderId}: ${message.content}${message.delivery === "sent" ? "" : ` (${message.delivery})`}`;
    return item;
  });
  byId("messages").replaceChildren(...items);
});
session.join();

byId("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const content = byId("content").value;
  if (content === "") return;
  byId("content").value = "";
  // A refusal shows in the list, as a message that failed.
  session.send(content).catch(() => undefined);
});
