// The token lives in this window only (the cookie would be shared by all windows of a browser),
// so that two windows can be two users. It goes as a header to REST and as a first frame to the socket.
const RECONNECT = new Set([1001, 1006, 1012, 4408]);
const TYPING_FOR = 4000;
const LIST_EVERY = 5000;

const byId = (id) => document.getElementById(id);
const state = { user: null, token: null, socket: null, ready: false, nextFrame: 1, session: null };

// ---- REST

async function rest(method, path, body) {
  const headers = { Accept: "application/json" };
  if (state.token) headers.Authorization = `Bearer ${state.token}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const response = await fetch(path, {
    method, headers, credentials: "omit", body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = response.status === 204 ? null : await response.json().catch(() => null);
  if (response.ok) return answer;
  if (response.status === 401 && state.token) signOut("Your token has expired: sign in again.");
  const violations = (answer?.violations ?? []).map((v) => `${v.field}: ${v.message}`).join("; ");
  throw new Error(violations || answer?.detail || `HTTP ${response.status}`);
}

function failed(problem) {
  byId("error").textContent = problem.message;
}

// ---- signing in

async function signIn(user) {
  const answer = await rest("POST", "/dev/tokens", { user });
  state.user = user;
  state.token = answer.access_token;
  sessionStorage.setItem("confab", JSON.stringify({ user, token: state.token }));
  enter();
}

function signOut(reason) {
  sessionStorage.removeItem("confab");
  state.token = null;
  byId("chat").hidden = true;
  byId("sign-in").hidden = false;
  byId("sign-in-error").textContent = reason;
}

function enter() {
  byId("sign-in").hidden = true;
  byId("chat").hidden = false;
  byId("who").textContent = `You are ${state.user}`;
  byId("members").value = state.user === "alice" ? "bob" : "alice";
  document.title = `${state.user} · Confab`;
  connect();
  listSessions();
}

// ---- the socket

function connect() {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/chat/socket`, "confab.v1");
  state.socket = socket;
  state.ready = false;
  status("connecting …");
  socket.onopen = () => frame("authenticate", { token: state.token });
  socket.onmessage = (message) => received(JSON.parse(message.data));
  socket.onclose = (event) => closed(socket, event.code, event.reason);
}

function closed(socket, code, reason) {
  if (socket !== state.socket) return;
  state.ready = false;
  if (!state.token) return;
  if (RECONNECT.has(code)) {
    status("reconnecting …");
    setTimeout(connect, Math.random() * (code === 1012 ? 5000 : 2000));
  } else if (code === 4401) {
    signOut("The socket refused the token: sign in again.");
  } else {
    status(`closed: ${code} ${reason}`);
  }
}

function frame(type, fields) {
  const id = String(state.nextFrame++);
  state.socket.send(JSON.stringify({ id, type, ...fields }));
  return id;
}

function status(text) {
  byId("connection").textContent = text;
}

function received(message) {
  switch (message.type) {
    case "authenticated":
      state.ready = true;
      status("connected");
      if (state.session) join();
      break;
    case "joined": joined(message); break;
    case "error": byId("error").textContent = message.message; break;
    case "user_joined":
    case "user_left":
    case "typing": signalled(message); break;
    default:
      if (message.seq && message.sessionId === state.session?.id && message.actor) arrived(message);
  }
}

// ---- sessions

async function listSessions() {
  if (!state.token) return;
  try {
    showSessions((await rest("GET", "/chat/sessions?limit=50")).items);
  } catch (problem) {
    failed(problem);
  }
  clearTimeout(listSessions.timer);
  listSessions.timer = setTimeout(listSessions, LIST_EVERY);
}

function showSessions(sessions) {
  byId("session-list").replaceChildren(...sessions.map((session) => {
    const button = document.createElement("button");
    button.textContent = nameOf(session);
    button.setAttribute("aria-current", String(session.id === state.session?.id));
    button.onclick = () => open(session);
    const last = document.createElement("small");
    last.textContent = session.lastMessage ? `${session.lastMessage.senderId}: ${session.lastMessage.content}` : "no messages yet";
    button.append(last);
    const item = document.createElement("li");
    item.append(button);
    return item;
  }));
}

function nameOf(session) {
  const others = session.members.map((m) => m.userId).filter((id) => id !== state.user);
  return session.title || others.join(", ") || "by yourself";
}

async function create() {
  const members = byId("members").value.split(/[\s,]+/).filter(Boolean);
  const title = byId("title").value.trim();
  const session = await rest("POST", "/chat/sessions", title ? { title, members } : { members });
  byId("title").value = "";
  open(session);
  listSessions();
}

// ---- one session: what is shown is the last page, then every event after it, in order

function open(session) {
  if (state.session && state.ready) frame("leave_session", { sessionId: state.session.id });
  state.session = { id: session.id, epoch: null, seq: 0, messages: new Map(), people: new Set(), typing: new Map(), early: null };
  byId("error").textContent = "";
  byId("content").placeholder = `Message ${nameOf(session)}`;
  byId("content").disabled = byId("send").disabled = false;
  byId("content").focus();
  for (const button of byId("session-list").querySelectorAll("button")) button.setAttribute("aria-current", "false");
  render();
  if (state.ready) join();
}

function join() {
  const { id, epoch, seq } = state.session;
  frame("join_session", epoch ? { sessionId: id, after: { epoch, seq } } : { sessionId: id });
}

async function joined(answer) {
  const session = state.session;
  if (answer.sessionId !== session?.id) return;
  session.epoch = answer.epoch;
  session.people = new Set(answer.participants);
  if (!answer.recovered || session.seq === 0) await reload(session, answer.seq);
  render();
}

async function reload(session, seq) {
  session.early = [];
  try {
    const page = await rest("GET", `/chat/sessions/${session.id}/messages/recent?limit=100&minSeq=${seq}`);
    session.messages = new Map(page.items.map((message) => [message.id, message]));
    session.seq = seq;
  } catch (problem) {
    failed(problem);
  }
  const early = session.early;
  session.early = null;
  early.forEach(apply);
}

function arrived(event) {
  if (state.session.early) state.session.early.push(event);
  else { apply(event); render(); }
}

function apply(event) {
  const session = state.session;
  if (event.sessionId !== session.id || event.seq <= session.seq) return;
  session.seq = event.seq;
  switch (event.type) {
    case "message_created":
    case "message_updated": session.messages.set(event.message.id, event.message); break;
    case "message_deleted": session.messages.delete(event.messageId); break;
    case "session_cleared": session.messages.clear(); break;
    case "session_deleted": closeSession("This session was deleted."); break;
    case "member_removed": if (event.member.userId === state.user) closeSession("You are no longer a member."); break;
  }
  if (event.type === "message_created") session.typing.delete(event.message.senderId);
}

function closeSession(reason) {
  state.session.messages.clear();
  byId("content").disabled = byId("send").disabled = true;
  byId("error").textContent = reason;
}

function signalled(signal) {
  const session = state.session;
  if (signal.sessionId !== session?.id) return;
  if (signal.type === "user_joined") session.people.add(signal.userId);
  if (signal.type === "user_left") { session.people.delete(signal.userId); session.typing.delete(signal.userId); }
  if (signal.type === "typing") {
    clearTimeout(session.typing.get(signal.userId));
    if (signal.typing) session.typing.set(signal.userId, setTimeout(() => { session.typing.delete(signal.userId); render(); }, TYPING_FOR + 1000));
    else session.typing.delete(signal.userId);
  }
  render();
}

function render() {
  const session = state.session;
  byId("people").textContent = session.people.size ? `Here now: ${[...session.people].sort().join(", ")}` : "";
  byId("typing").textContent = session.typing.size ? `${[...session.typing.keys()].join(", ")} is typing …` : "";
  const list = byId("messages");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  list.replaceChildren(...[...session.messages.values()].map((message) => {
    const item = document.createElement("li");
    item.className = message.senderId === state.user ? "mine" : "";
    const about = document.createElement("small");
    about.textContent = `${message.senderId} · ${new Date(message.createdAt).toLocaleTimeString()}${message.editedAt ? " · edited" : ""}`;
    item.append(about, document.createTextNode(message.content));
    return item;
  }));
  if (atEnd) list.scrollTop = list.scrollHeight;
}

// ---- writing

function send() {
  const content = byId("content").value;
  if (!content.trim() || !state.ready) return;
  frame("send_message", { sessionId: state.session.id, content, clientId: crypto.randomUUID() });
  byId("content").value = "";
  send.typingAt = 0;
}

function typing() {
  if (!state.ready || !state.session || Date.now() - (send.typingAt ?? 0) < TYPING_FOR / 2) return;
  send.typingAt = Date.now();
  frame("typing", { sessionId: state.session.id, typing: true });
}

byId("sign-in-form").onsubmit = (event) => {
  event.preventDefault();
  const user = event.submitter?.value || byId("other-user").value.trim();
  signIn(user).catch((problem) => { byId("sign-in-error").textContent = problem.message; });
};
byId("create-form").onsubmit = (event) => { event.preventDefault(); create().catch(failed); };
byId("send-form").onsubmit = (event) => { event.preventDefault(); send(); };
byId("content").oninput = typing;

const kept = JSON.parse(sessionStorage.getItem("confab") ?? "null");
if (kept) { state.user = kept.user; state.token = kept.token; enter(); }
