/** Writes whose answers are lost, and writes that are too large. */
const twice = (name, command, fields, verify) => ({
  name,
  row: "no answer",
  async play(world, server) {
    await world.live();
    let losses = 0;
    const reads = new Set(["GET"]);
    server.onRequest = ({ method }) => (!reads.has(method) && ++losses === 1 ? "lose" : undefined);
    await world.succeed(command, fields, 20_000);
    const writes = server.requests.filter(({ method }) => !reads.has(method));
    world.equal("how often it was asked", writes.length, 2);
    world.check("it has a key", Boolean(writes[0].key));
    world.equal("the keys", writes[1].key, writes[0].key);
    verify?.(world, server);
  },
});

/** Does the first of these frames, and loses the answer with the line. */
function loseOnce(server, type) {
  let losses = 0;
  server.onFrame = (frame) => (frame.type === type && ++losses === 1 ? "lose" : undefined);
}

const all = (server, type) => server.lines.flatMap((line) => line.of(type));
const eventsOf = (server, type) => server.log.events.filter((event) => event.type === type).length;

export const writes = [
  {
    name: "answer-lost-send",
    row: "no answer",
    async play(world, server) {
      await world.live();
      loseOnce(server, "send_message");
      await world.succeed("send", { content: "once" });
      world.equal("the log", server.log.contents(), ["once"]);
      const keys = all(server, "send_message").map(({ clientId }) => clientId);
      world.check("each frame has the same key", Boolean(keys[0]) && new Set(keys).size === 1);
    },
  },
  {
    name: "answer-lost-edit",
    row: "no answer",
    needs: ["edit"],
    async play(world, server, client) {
      await world.live();
      await world.succeed("send", { content: "first" });
      const { id } = server.log.messages()[0];
      loseOnce(server, "edit_message");
      const edit = client.do("edit", { messageId: id, content: "A" });
      await world.until("the edit is done and its answer lost", () => eventsOf(server, "message_updated") === 1, 5_000);
      // From another of her devices.
      server.log.edit("alice", id, "B");
      world.check("the edit succeeds", (await world.settled(edit)).ok);
      await world.live();
      world.equal("what the message says", server.log.contents(), ["B"]);
      await world.until("it shows that", () => client.contents[0] === "B", 3_000);
      const keys = all(server, "edit_message").map(({ clientId }) => clientId);
      world.equal("two frames with one key", [keys.length, Boolean(keys[0]), new Set(keys).size], [2, true, 1]);
    },
  },
  {
    name: "answer-lost-delete",
    row: "no answer",
    needs: ["delete"],
    async play(world, server) {
      await world.live();
      await world.succeed("send", { content: "gone soon" });
      const { id } = server.log.messages()[0];
      loseOnce(server, "delete_message");
      await world.succeed("delete", { messageId: id });
      const keys = all(server, "delete_message").map(({ clientId }) => clientId);
      world.equal("two frames with one key", [keys.length, Boolean(keys[0]), new Set(keys).size], [2, true, 1]);
      world.equal("deletions", eventsOf(server, "message_deleted"), 1);
    },
  },
  { ...twice("answer-lost-rename", "rename", { title: "New" }, (world, server) => world.equal("renames", eventsOf(server, "session_updated"), 1)), needs: ["rename"] },
  { ...twice("answer-lost-member-added", "addMember", { userId: "carol" }), needs: ["members"] },
  { ...twice("answer-lost-member-removed", "removeMember", { userId: "bob" }), needs: ["members"] },
  { ...twice("answer-lost-clear", "clear", {}, (world, server) => world.equal("clears", eventsOf(server, "session_cleared"), 1)), needs: ["clear"] },
  { ...twice("answer-lost-session-deleted", "deleteSession", {}, (world, server) => world.equal("deletions", eventsOf(server, "session_deleted"), 1)), needs: ["deleteSession"] },
  { ...twice("answer-lost-create", "create", { title: "Another" }), needs: ["create"] },
  ...["rate_limited", "unavailable"].map((code) => ({
    name: `send-${code}`,
    row: "no answer",
    async play(world, server, client) {
      await world.live();
      let refused = 0;
      server.onFrame = ({ type }) => (type === "send_message" && ++refused <= 2 ? code : undefined);
      const first = client.do("send", { content: "one" });
      const second = client.do("send", { content: "two" });
      world.check("both are sent", (await world.settled(first)).ok && (await world.settled(second)).ok);
      world.equal("in their order", server.log.contents(), ["one", "two"]);
    },
  })),
  {
    name: "send-over-the-limit",
    row: "frame over the limit",
    needs: ["codes"],
    async play(world, server, client) {
      await world.live();
      const large = await world.settled(client.do("send", { content: "x".repeat(70_000) }));
      world.equal("the large one", [large.ok, large.code], [false, "invalid"]);
      await world.succeed("send", { content: "small" });
      world.equal("sockets", server.lines.length, 1);
    },
  },
  {
    name: "written-over-the-limit",
    row: "frame over the limit",
    needs: ["draft"],
    async play(world, server, client) {
      await world.live();
      const large = "x".repeat(70_000);
      const refused = await world.settled(client.do("send", { content: large }));
      world.equal("the large one", [refused.ok, refused.code], [false, "invalid"]);
      world.check("it is not lost", client.draft === large);
      await world.succeed("send", { content: "small" });
      world.equal("the log", [server.log.contents(), server.lines.length], [["small"], 1]);
    },
  },
  {
    name: "edit-over-the-limit",
    row: "frame over the limit",
    needs: ["edit", "codes"],
    async play(world, server, client) {
      await world.live();
      await world.succeed("send", { content: "small" });
      const edit = client.do("edit", { messageId: server.log.messages()[0].id, content: "ü".repeat(40_000) });
      const large = await world.settled(edit);
      world.equal("the large one", [large.ok, large.code], [false, "invalid"]);
      world.equal("sockets", server.lines.length, 1);
      world.check("nothing that large was sent", server.line.frames.every(({ text }) => Buffer.byteLength(text) <= 65_536));
    },
  },
  {
    name: "rename-to-nothing",
    row: "no answer",
    needs: ["rename"],
    async play(world, server) {
      await world.live();
      await world.succeed("rename", { title: null });
      const [patch] = server.requests.filter(({ method }) => method === "PATCH");
      world.check("null is said, not left out", "title" in patch.body);
      world.equal("the title", server.log.title, null);
    },
  },
];
