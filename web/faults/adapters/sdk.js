// The JavaScript SDK under the suite of faults, as Node runs it. The browser's events are raised on stand-ins for `window` and `document`.
import { createInterface } from "node:readline";
import { WebSocket } from "ws";

const { FAULTS_URL, FAULTS_SESSION, FAULTS_CLOCK } = process.env;
const say = (report) => process.stdout.write(`${JSON.stringify(report)}\n`);

let offset = Number(FAULTS_CLOCK ?? 0);
const TrueDate = Date;
globalThis.Date = class extends TrueDate {
  constructor(...values) {
    if (values.length === 0) super(TrueDate.now() + offset);
    else super(...values);
  }
  static now() {
    return TrueDate.now() + offset;
  }
};
const page = new EventTarget();
globalThis.addEventListener = page.addEventListener.bind(page);
globalThis.removeEventListener = page.removeEventListener.bind(page);
globalThis.document = Object.assign(new EventTarget(), { visibilityState: "visible" });
Object.defineProperty(globalThis, "navigator", { value: { onLine: true }, configurable: true });

const { Confab } = await import("@confab/client");
const chat = new Confab({ url: FAULTS_URL, token, WebSocket });
const session = chat.session(FAULTS_SESSION);
chat.subscribe(() => tellState());
session.subscribe(() => tellSession());
// Snapshots tell of the newest only: what went by meanwhile is heard on the way.
say({ is: "ready", client: "javascript", can: ["stop", "clock", "network", "authenticate", "edit", "delete", "rename", "members", "create"] });
chat.connect();
session.join();

async function token() {
  const response = await fetch(`${FAULTS_URL}/faults/token`, { method: "POST" });
  if (!response.ok) throw new TypeError(`the provider answered ${response.status}`);
  return (await response.json()).access_token;
}

let told = {};
function changed(name, value) {
  const text = JSON.stringify(value);
  if (told[name] === text) return;
  told[name] = text;
  say({ is: name, ...value });
}

function tellState() {
  const { status, code, reason } = chat.connection;
  changed("state", { status, code, reason });
}

function tellSession() {
  changed("session", { status: session.state.status });
  changed("messages", { contents: session.messages.map(({ content }) => content) });
}

const commands = {
  send: ({ content }) => session.send(content),
  edit: ({ messageId, content }) => session.edit(messageId, content),
  delete: ({ messageId }) => session.delete(messageId),
  rename: ({ title }) => session.rename(title),
  addMember: ({ userId }) => session.addMember(userId),
  removeMember: ({ userId }) => session.removeMember(userId),
  create: ({ title }) => chat.createSession({ title }),
  authenticate: ({ token }) => chat.authenticate(token),
  connect: () => chat.connect(),
  clock: (command) => void (offset = command.offset),
  network: ({ event }) => network(event),
};

function network(event) {
  if (event === "visible") document.dispatchEvent(new Event("visibilitychange"));
  else {
    if (event !== "focus") navigator.onLine = event === "online";
    page.dispatchEvent(new Event(event));
  }
}

const input = createInterface({ input: process.stdin });
input.on("line", async (line) => {
  const command = JSON.parse(line);
  const { n } = command;
  try {
    if (!commands[command.do]) throw Object.assign(new Error("The adapter does not know that."), { code: "unknown" });
    await commands[command.do](command);
    say({ is: "done", n, ok: true });
  } catch (failure) {
    say({ is: "done", n, ok: false, code: failure.code, message: failure.message });
  }
});
input.on("close", () => {
  chat.close();
  // A request of the token provider may hang for ever.
  process.exit(0);
});
