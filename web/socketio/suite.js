// Confab as Socket.IO's own client sees it. Needs a running one: CONFAB_URL=http://localhost:8080 npm run socketio
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { io } from "socket.io-client";

const HOME = process.env.CONFAB_URL ?? "http://localhost:8080";
const RUN = `${process.pid}-${Date.now().toString(36)}`;
const PATIENCE = 30_000;
const QUICK = { reconnectionDelay: 10, reconnectionDelayMax: 20 };
const open = [];
let alice, bob, eve, session;

before(async () => {
  [alice, bob, eve] = await Promise.all(["alice", "bob", "eve"].map((name) => account(`${name}-${RUN}`)));
  session = (await rest(alice, "POST", "/chat/sessions", { title: "Socket.IO", members: [bob.user] })).id;
});

after(() => open.forEach((socket) => socket.disconnect()));

test("two people chat, each answer goes to its callback and each event comes under its name", async () => {
  const [mine, his] = [await connected(alice), await connected(bob)];
  const joined = await ask(mine, "join_session", { sessionId: session });
  assert.equal(joined.type, "joined");
  assert.equal(joined.sessionId, session);
  assert.deepEqual(joined.participants, [alice.user]);
  const arrival = next(mine, "user_joined");
  assert.equal((await ask(his, "join_session", { sessionId: session })).type, "joined");
  assert.equal((await arrival).userId, bob.user);

  const seen = next(his, "message_created");
  const echoed = next(mine, "message_created");
  const ack = await ask(mine, "send_message", { sessionId: session, content: "Hello Bob", clientId: "first" });
  assert.equal(ack.type, "ack");
  assert.equal(ack.id, undefined, "the frame's id is nobody's business");
  const event = await seen;
  assert.equal(event.seq, ack.seq);
  assert.equal(event.message.id, ack.messageId);
  assert.equal(event.message.content, "Hello Bob");
  assert.deepEqual(await echoed, event);
  assert.deepEqual(await ask(mine, "send_message", { sessionId: session, content: "Hello Bob", clientId: "first" }), ack, "a repeat is the first ack again");

  const typing = next(his, "typing");
  mine.emit("typing", { sessionId: session, typing: true });
  assert.deepEqual(pick(await typing, "userId", "typing"), { userId: alice.user, typing: true });

  const edited = next(his, "message_updated");
  assert.equal((await ask(mine, "edit_message", { messageId: ack.messageId, content: "Hello, Bob" })).type, "ack");
  assert.equal((await edited).message.content, "Hello, Bob");
  const deleted = next(his, "message_deleted");
  assert.equal((await ask(mine, "delete_message", { messageId: ack.messageId })).type, "ack");
  assert.equal((await deleted).messageId, ack.messageId);

  const info = await ask(his, "get_session_info", { sessionId: session });
  assert.equal(info.type, "session_info");
  assert.deepEqual([...info.participants].sort(), [alice.user, bob.user].sort());
  const leaving = next(mine, "user_left");
  assert.equal((await ask(his, "leave_session", { sessionId: session })).type, "left");
  assert.equal((await leaving).userId, bob.user);
});

test("without a callback the answer is an event of its type", async () => {
  const mine = await connected(alice);
  const joined = next(mine, "joined");
  mine.emit("join_session", { sessionId: session });
  assert.equal((await joined).sessionId, session);
  const ack = next(mine, "ack");
  mine.emit("send_message", { sessionId: session, content: "No callback" });
  assert.ok((await ack).seq > 0);
  const error = next(mine, "error");
  mine.emit("join_session", { sessionId: "not-there" });
  assert.equal((await error).code, "session_not_found");
});

test("the token may come in a header or a cookie", async () => {
  for (const extraHeaders of [{ Authorization: `Bearer ${alice.token}` }, { Cookie: `access_token=${alice.token}`, Origin: HOME }]) {
    const mine = await connected(null, { extraHeaders });
    assert.equal((await ask(mine, "join_session", { sessionId: session })).type, "joined");
  }
});

test("nobody is let in without a good token, and he is told why", async () => {
  assert.equal((await refused(connect(null))).data.code, "unauthenticated");
  assert.equal((await refused(connect({ token: "nonsense" }))).data.code, "unauthenticated");
  assert.equal((await refused(connect(null, { extraHeaders: { Authorization: "Bearer nonsense" } }))).data.code, "4401");
});

test("whose token is refused while he chats comes back by himself, and his auth is asked again", async () => {
  let asked = 0;
  const mine = await connected(null, { ...QUICK, auth: (give) => give({ token: (asked++, alice.token) }) });
  const gone = next(mine, "disconnect");
  const back = next(mine, "connect");
  mine.emit("authenticate", { token: bob.token });
  assert.equal(await gone, "transport close", "not the server's disconnect, after which nobody tries again");
  await back;
  assert.equal(asked, 2);
  assert.equal((await ask(mine, "join_session", { sessionId: session })).type, "joined");
});

test("whose auth gives nothing in time is asked again", async () => {
  let asked = 0;
  const mine = connect(null, { ...QUICK, auth: (give) => ++asked > 1 && give({ token: alice.token }) });
  await next(mine, "connect");
  assert.equal(asked, 2);
});

test("who is refused comes in by the application's connect, with what his auth gives then", async () => {
  let token = "nonsense";
  const mine = connect(null, { ...QUICK, auth: (give) => give({ token }) });
  const error = await next(mine, "connect_error");
  assert.equal(error.data.code, "unauthenticated");
  assert.equal(mine.active, false);
  token = alice.token;
  mine.connect();
  await next(mine, "connect");
});

test("typing is answered where a callback waits, so that nothing waits behind it", async () => {
  const mine = await connected(alice, { ...QUICK, retries: 3, ackTimeout: 20_000 });
  await ask(mine, "join_session", { sessionId: session });
  assert.equal((await ask(mine, "typing", { sessionId: session, typing: true })).type, "done");
  assert.equal((await ask(mine, "typing", { sessionId: "not-joined", typing: true })).code, "not_joined");
  mine.emit("typing", { sessionId: session, typing: false });
  const asked = performance.now();
  assert.equal((await ask(mine, "send_message", { sessionId: session, content: "At once" })).type, "ack");
  assert.ok(performance.now() - asked < 15_000, "long before the typing would have been given up");
});

test("a deletion that is repeated with its key is the first one", async () => {
  const mine = await connected(alice);
  const { messageId } = await ask(mine, "send_message", { sessionId: session, content: "Soon gone" });
  const first = await ask(mine, "delete_message", { messageId, clientId: "gone" });
  assert.equal(first.type, "ack");
  assert.deepEqual(await ask(mine, "delete_message", { messageId, clientId: "gone" }), first);
});

test("a stranger joins nothing and changes nothing", async () => {
  const hers = await connected(eve);
  assert.equal((await ask(hers, "join_session", { sessionId: session })).code, "session_not_found");
  assert.equal((await ask(hers, "send_message", { sessionId: session, content: "Let me in" })).code, "session_not_found");
});

test("there is one namespace", async () => {
  for (const path of ["", "/other"]) {
    assert.equal((await refused(connect(alice, {}, path))).message, "Invalid namespace");
  }
});

test("bad input has its code and the next request works", async () => {
  const mine = await connected(alice);
  assert.equal((await ask(mine, "join_session", { sessionId: session })).type, "joined");
  assert.equal((await ask(mine, "no_such_event", {})).code, "unknown_type");
  assert.equal((await ask(mine, "send_message", "a text")).code, "bad_frame");
  assert.equal((await ask(mine, "send_message", [session])).code, "bad_frame");
  assert.equal((await ask(mine, "send_message")).code, "invalid");
  const invalid = await ask(mine, "send_message", { sessionId: session, content: "" });
  assert.equal(invalid.code, "invalid");
  assert.ok(invalid.violations.length > 0);
  assert.equal((await ask(mine, "send_message", { id: "x", type: "ping", sessionId: session, content: "Fields named like ours" })).type, "ack");
});

test("binary is refused without harm to others", async () => {
  const [mine, his] = [await connected(alice), await connected(bob)];
  await ask(his, "join_session", { sessionId: session });
  const gone = next(mine, "disconnect");
  mine.emit("send_message", { sessionId: session, content: Buffer.from("binary") });
  await gone;
  assert.equal((await ask(his, "send_message", { sessionId: session, content: "Still here" })).type, "ack");
});

test("a client that starts with polling is told what to do, and one that may go on does", async () => {
  const error = await refused(connect(alice, { transports: ["polling"] }));
  assert.equal(error.description, 400);
  const told = await (await fetch(`${HOME}/socket.io/?EIO=4&transport=polling`)).json();
  assert.match(told.message, /transports: \['websocket'\]/);
  const mine = await connected(alice, { transports: ["polling", "websocket"], tryAllTransports: true });
  assert.equal(mine.io.engine.transport.name, "websocket");
});

test("who comes back gets what he missed, once and in order", async () => {
  const [mine, his] = [await connected(alice), await connected(bob, { reconnectionDelay: 10, reconnectionDelayMax: 20 })];
  const joined = await ask(his, "join_session", { sessionId: session });
  const seqs = [];
  his.on("message_created", (event) => seqs.push(event.seq));
  const back = next(his, "connect");
  his.io.engine.close();
  const missed = [];
  for (let i = 0; i < 5; i++) missed.push((await ask(mine, "send_message", { sessionId: session, content: `Missed ${i}` })).seq);
  await back;
  const again = await ask(his, "join_session", { sessionId: session, after: { epoch: joined.epoch, seq: joined.seq } });
  assert.equal(again.recovered, true);
  const live = next(his, "message_created", (event) => event.message.content === "Live");
  const last = await ask(mine, "send_message", { sessionId: session, content: "Live" });
  await live;
  assert.deepEqual(seqs, [...missed, last.seq]);
});

async function account(user) {
  const response = await fetch(`${HOME}/dev/tokens`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ user }) });
  return { user, token: (await response.json()).access_token };
}

async function rest(who, method, path, body) {
  const response = await fetch(HOME + path, { method, headers: { Authorization: `Bearer ${who.token}`, "Content-Type": "application/json" }, body: JSON.stringify(body) });
  assert.ok(response.ok, `${method} ${path} answered ${response.status}`);
  return response.json();
}

function connect(who, options = {}, path = "/chat") {
  const socket = io(HOME + path, { transports: ["websocket"], forceNew: true, auth: who ? { token: who.token } : {}, ...options });
  open.push(socket);
  return socket;
}

async function connected(who, options) {
  const socket = connect(who, options);
  await next(socket, "connect");
  return socket;
}

async function refused(socket) {
  const error = await next(socket, "connect_error");
  socket.disconnect();
  return error;
}

function ask(socket, event, ...fields) {
  return socket.timeout(PATIENCE).emitWithAck(event, ...fields);
}

function next(socket, event, matches = () => true) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${event} came`)), PATIENCE);
    const hear = (value) => {
      if (matches(value)) {
        clearTimeout(timer);
        socket.off(event, hear);
        resolve(value);
      }
    };
    socket.on(event, hear);
  });
}

function pick(object, ...names) {
  return Object.fromEntries(names.map((name) => [name, object[name]]));
}
