// A bot that answers "ping" with "pong". Against a server that was started with `./confab up`:
//   npm install && npm run build --workspace sdk && node sdk/examples/bot.mjs [url] [bot's name]
// Then add the bot to a session, and write "ping" there.
import { WebSocket } from "ws";
import { Confab } from "@confab/client";

const [url = "http://localhost:8080", name = "pingbot"] = process.argv.slice(2);
const LOOK_FOR_SESSIONS = 5_000;

async function token() {
  const response = await fetch(`${url}/dev/tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ user: name, scopes: ["chat:assistant"] }),
  });
  return (await response.json()).access_token;
}

const chat = new Confab({ url, token, WebSocket });
chat.subscribe(() => console.log(chat.connection.status, chat.connection.reason ?? ""));
chat.connect();

const known = new Set();

function attend(id) {
  known.add(id);
  const session = chat.session(id);
  session.onEvent(async (event) => {
    if (event.type !== "message_created" || event.message.senderId === name) return;
    if (event.message.content.trim().toLowerCase() !== "ping") return;
    // The clientId says which message this answers, so a bot that was started twice answers once.
    try {
      const { seq } = await session.send("pong", { role: "assistant", clientId: `pong-${event.seq}` });
      console.log(`answered ${event.message.senderId} at ${seq}`);
    } catch (failure) {
      console.error(failure.message);
    }
  });
  session.join();
  console.log(`listening in ${id}`);
}

async function look() {
  try {
    const { items } = await chat.sessions({ limit: 50 });
    for (const { id } of items) if (!known.has(id)) attend(id);
  } catch (failure) {
    console.error(failure.message);
  }
}

setInterval(look, LOOK_FOR_SESSIONS);
await look();

process.once("SIGINT", () => {
  chat.close();
  process.exit();
});
