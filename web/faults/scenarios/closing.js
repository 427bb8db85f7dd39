/** How sockets end. */
const anyCode = (code) => ({
  name: `code-${code}`,
  row: { 1012: "closed 1012", 4400: "closed 4400" }[code] ?? "closed with any code not named here",
  async play(world, server, client) {
    await world.live();
    server.line.close(code === 1005 ? undefined : code, "why");
    await world.until("it shows that it is offline", () => client.states.includes("offline"), 2_000);
    await world.back(1, 8_000);
    world.check("it says where it was", server.line.joins[0].after?.seq >= 1);
    world.check("it never took that for final", !client.states.includes("closed"));
  },
});

const final = (code) => ({
  name: `final-${code}`,
  row: "closed 1000, 4403",
  async play(world, server, client) {
    await world.live();
    server.line.close(code, "why");
    await world.until("it is closed", () => client.state.status === "closed", 2_000);
    world.told("codes", "its code", client.state.code, code);
    await world.always("it does not come back by itself", () => server.lines.length === 1, 3_000);
    await world.succeed("connect");
    await world.back(1, 3_000);
  },
});

export const closing = [
  ...[1001, 1002, 1005, 1011, 1012, 1013, 1014, 3000, 4000, 4400, 4408, 4499].map(anyCode),
  ...[1000, 4403].map(final),
  {
    name: "cut",
    row: "closed with any code not named here",
    async play(world, server, client) {
      await world.live();
      await world.succeed("send", { content: "one" });
      server.down = true;
      server.line.cut();
      await world.until("it is offline", () => client.state.status === "offline", 2_000);
      server.log.send("bob", "while away");
      const two = client.do("send", { content: "two" });
      server.down = false;
      await world.back(1, 10_000);
      world.check("the message was sent", (await world.settled(two)).ok);
      await world.until("it has all, in order", () => JSON.stringify(client.contents) === JSON.stringify(["one", "while away", "two"]), 3_000);
      world.equal("the log", server.log.contents(), ["one", "while away", "two"]);
    },
  },
  {
    name: "code-4409",
    row: "closed 4409",
    async play(world, server, client) {
      await world.live();
      server.line.close(4409, "too many connections");
      await world.until("it is offline", () => client.state.status === "offline", 2_000);
      world.told("codes", "its code", client.state.code, 4409);
      await world.always("it waits long, and is not closed", () => server.lines.length === 1 && client.state.status === "offline", 6_000);
    },
  },
  {
    name: "code-4409-comes-back",
    row: "closed 4409",
    seconds: 40,
    async play(world, server) {
      await world.live();
      server.line.close(4409, "too many connections");
      await world.back(1, 62_000);
    },
  },
  {
    name: "code-1009",
    row: "closed 1009",
    async play(world, server, client) {
      await world.live();
      server.frameLimit = 2_000;
      const large = client.do("send", { content: "x".repeat(3_000) });
      const small = client.do("send", { content: "small" });
      await world.back(1, 3_000);
      const refused = await world.settled(large);
      world.equal("whether the large one was sent", refused.ok, false);
      world.told("codes", "its code", refused.code, "invalid");
      world.check("the small one was sent", (await world.settled(small)).ok);
      const times = server.lines.flatMap((line) => line.of("send_message")).filter(({ content }) => content.length === 3_000).length;
      world.equal("how often the large one came", times, 1);
    },
  },
  {
    name: "long-outage",
    row: "closed with any code not named here",
    seconds: 45,
    async play(world, server, client) {
      await world.live();
      server.down = true;
      server.line.cut();
      await world.always("it is never closed", () => client.state.status !== "closed", 30_000);
      const gaps = server.refusals.slice(1).map((at, i) => at - server.refusals[i]);
      world.facts.longestGap = Math.round(Math.max(...gaps));
      world.check("it tries at least every 10 s", world.facts.longestGap < 11_000);
      world.check("it does not hammer", server.refusals.length < 40);
      server.down = false;
      await world.back(1, 11_000);
    },
  },
  {
    name: "flapping",
    row: "closed with any code not named here",
    seconds: 8,
    async play(world, server) {
      await world.live();
      const from = performance.now();
      const cut = setInterval(() => server.line.token && server.line.open && server.line.cut(), 20);
      await world.always("it does not hammer a server that lets it in and cuts it", () => server.lines.length < 15, 8_000);
      clearInterval(cut);
      world.facts.seconds = Math.round((performance.now() - from) / 1000);
      await world.live();
    },
  },
];
