// The JavaScript SDK as every adapter plays it: in Node and in a page.
import { Confab } from "@confab/client";
import { setClock } from "./clock.js";

/** The client's own doing; `say` takes a report, `network` raises a browser's event, `WebSocket` is for where there is none. */
export function play({ url, sessionId, client, can = [], say, network, WebSocket }) {
  const chat = new Confab({ url, token: () => token(url), ...(WebSocket && { WebSocket }) });
  const session = chat.session(sessionId);
  const told = {};
  const changed = (name, value) => {
    const text = JSON.stringify(value);
    if (told[name] === text) return;
    told[name] = text;
    say({ is: name, ...value });
  };
  chat.subscribe(() => {
    const { status, code, reason } = chat.connection;
    changed("state", { status, code, reason });
  });
  // Snapshots tell of the newest only: what went by meanwhile is heard on the way.
  session.subscribe(() => {
    changed("session", { status: session.state.status });
    changed("messages", { contents: session.messages.map(({ content }) => content) });
  });
  const commands = {
    send: ({ content }) => session.send(content),
    edit: ({ messageId, content }) => session.edit(messageId, content),
    delete: ({ messageId }) => session.delete(messageId),
    rename: ({ title }) => session.rename(title),
    addMember: ({ userId }) => session.addMember(userId),
    removeMember: ({ userId }) => session.removeMember(userId),
    clear: () => session.clear(),
    deleteSession: () => session.deleteSession(),
    create: ({ title }) => chat.createSession({ title }),
    authenticate: ({ token }) => chat.authenticate(token),
    connect: () => chat.connect(),
    clock: ({ offset }) => setClock(offset),
    network: ({ event }) => network(event),
  };
  say({ is: "ready", client, can: ["stop", "clock", "network", "authenticate", "edit", "delete", "rename", "members", "clear", "deleteSession", "create", "codes", "counted", ...can] });
  chat.connect();
  session.join();
  return {
    close: () => chat.close(),
    async obey(command) {
      const { n } = command;
      try {
        if (!commands[command.do]) throw Object.assign(new Error("The adapter does not know that."), { code: "unknown" });
        await commands[command.do](command);
        say({ is: "done", n, ok: true });
      } catch (failure) {
        say({ is: "done", n, ok: false, code: failure.code, message: failure.message });
      }
    },
  };
}

async function token(url) {
  const response = await fetch(`${url}/faults/token`, { method: "POST" });
  if (!response.ok) throw new TypeError(`the provider answered ${response.status}`);
  return (await response.json()).access_token;
}
