/** What a page's storage does to what one writes, and what one is told of that. */
const works = (how) => ({
  name: `storage-${how}`,
  row: "storage fails",
  needs: ["storage"],
  options: { storage: how },
  async play(world, server, client) {
    await world.live();
    await world.succeed("send", { content: "one" });
    server.down = true;
    server.line.cut();
    await world.until("it is offline", () => client.state.status === "offline", 2_000);
    const two = client.do("send", { content: "two" });
    server.down = false;
    await world.back(1, 10_000);
    world.check("the message was sent", (await world.settled(two)).ok);
    world.equal("the log", server.log.contents(), ["one", "two"]);
  },
});

/** Nothing happens at a connection that is closed for good, so what is said there changes by itself or not at all. */
const says = (how) => ({
  name: `storage-${how}-and-says-so`,
  row: "storage fails",
  needs: ["storage", "draft"],
  options: { storage: how },
  async play(world, server, client) {
    await world.live();
    server.line.close(4403, "why");
    await world.until("it is closed, and says what becomes of what one writes", () => client.state.status === "closed" && client.keeps !== undefined, 3_000);
    const queued = client.do("send", { content: "queued" });
    await world.until("the message waits", () => client.contents.includes("queued"), 5_000);
    await world.succeed("draft", { content: "half a thought" });
    await world.until("it says that this lasts as long as the page", () => client.keeps === false, 2_000);
    await world.succeed("connect");
    await world.back(1, 5_000);
    world.check("the message was sent", (await world.settled(queued)).ok);
    world.equal("the log", server.log.contents(), ["queued"]);
    world.equal("the draft", client.draft, "half a thought");
    await world.until("it says no more of that", () => client.keeps === undefined, 2_000);
  },
});

export const storage = [
  ...["throws", "full", "silent"].flatMap((how) => [works(how), says(how)]),
  {
    name: "storage-keeps-what-it-says",
    row: "storage fails",
    needs: ["draft"],
    async play(world, server, client) {
      await world.live();
      server.down = true;
      server.line.cut();
      client.do("send", { content: "queued" });
      await world.until("the message waits", () => client.contents.includes("queued"), 5_000);
      await world.succeed("draft", { content: "half a thought" });
      await world.until("it says that this is kept", () => client.keeps === true, 3_000);
      await world.succeed("reload");
      const same = () => client.draft === "half a thought" && client.contents.join() === "queued";
      await world.until("both are there again", same, 10_000);
      server.down = false;
      await world.live();
      await world.until("the message was sent", () => server.log.contents().length > 0, 5_000);
      await world.succeed("reload");
      await world.live();
      await world.until("both are there again, the message once", same, 10_000);
      world.equal("the log", server.log.contents(), ["queued"]);
    },
  },
];
