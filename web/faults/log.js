/** One session's log with the rules that a client can see. Every write is remembered by its key, as the server does. */
export class Log {
  epoch = "epoch-1";
  events = [];
  title = "Faults";
  members = ["alice", "bob"];
  #results = new Map();

  constructor(sessionId) {
    this.sessionId = sessionId;
    this.append("session_created", "alice", (seq) => ({ session: this.session(seq) }));
  }

  get lastSeq() {
    return this.events.length;
  }

  session(lastSeq = this.lastSeq) {
    return {
      id: this.sessionId,
      title: this.title,
      ownerId: "bob",
      members: this.members.map((userId) => ({ userId, role: userId === "bob" ? "owner" : "member" })),
      metadata: {},
      createdAt: at(1),
      updatedAt: at(lastSeq),
      lastSeq,
      messageCount: this.messages().length,
    };
  }

  append(type, userId, fields) {
    const seq = this.lastSeq + 1;
    const event = { type, sessionId: this.sessionId, seq, at: at(seq), actor: { userId }, commandId: `c${seq}`, ...fields(seq) };
    this.events.push(event);
    return event;
  }

  /** Does it, or, if the key did it before, gives the first result again. */
  once(key, write) {
    if (key !== undefined && this.#results.has(key)) return this.#results.get(key);
    const result = write();
    if (key !== undefined) this.#results.set(key, result);
    return result;
  }

  send(userId, content, clientId) {
    return this.append("message_created", userId, (seq) => ({ message: this.#message(seq, userId, content, clientId) }));
  }

  #message(seq, senderId, content, clientId) {
    const message = { id: `${this.sessionId}.${seq}`, sessionId: this.sessionId, seq, senderId, role: "user", content, metadata: {}, createdAt: at(seq) };
    return clientId === undefined ? message : { ...message, clientId };
  }

  edit(userId, messageId, content) {
    const message = this.messages().find(({ id }) => id === messageId);
    return message && this.append("message_updated", userId, (seq) => ({ message: { ...message, content, editedAt: at(seq) } }));
  }

  delete(userId, messageId) {
    const known = this.messages().some(({ id }) => id === messageId);
    return known ? this.append("message_deleted", userId, () => ({ messageId })) : undefined;
  }

  rename(userId, title) {
    this.title = title;
    return this.append("session_updated", userId, (seq) => ({ session: this.session(seq) }));
  }

  add(userId) {
    if (!this.members.includes(userId)) this.members.push(userId);
    return this.append("member_added", "bob", () => ({ member: { userId, role: "member" } }));
  }

  remove(userId) {
    this.members = this.members.filter((member) => member !== userId);
    return this.append("member_removed", "bob", () => ({ member: { userId, role: "member" } }));
  }

  clear(userId) {
    return this.append("session_cleared", userId, (seq) => ({ upToSeq: seq - 1 }));
  }

  end(userId) {
    return this.append("session_deleted", userId, () => ({}));
  }

  messages() {
    const held = new Map();
    for (const event of this.events) {
      if (event.message) held.set(event.message.id, event.message);
      if (event.type === "message_deleted") held.delete(event.messageId);
      if (event.type === "session_cleared") for (const { id, seq } of held.values()) if (seq <= event.upToSeq) held.delete(id);
    }
    return [...held.values()];
  }

  contents() {
    return this.messages().map(({ content }) => content);
  }
}

function at(seq) {
  return new Date(1_800_000_000_000 + seq).toISOString();
}
