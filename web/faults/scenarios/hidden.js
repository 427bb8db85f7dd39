/** Pages that nobody sees: their timers come up to a second late, and after a while the browser may freeze them. */
export const hidden = [
  {
    name: "hidden",
    row: "page hidden",
    needs: ["hidden"],
    seconds: 16,
    async play(world, server, client) {
      server.tokens.life = 16;
      await world.live();
      await world.succeed("show", { visible: false });
      world.write("heard out of sight");
      await world.until("it has what is written", () => client.contents.includes("heard out of sight"), 3_000);
      const told = () => server.line.of("authenticate").length;
      const before = told();
      await world.until("the next token is told in time", () => told() > before, 16_500);
      world.equal("sockets", server.lines.length, 1);
      server.tokens.life = 3600;
      server.line.cut();
      await world.back(1, 5_000);
    },
  },
  {
    name: "hidden-and-seen-again-on-a-dead-line",
    row: "page hidden",
    needs: ["hidden"],
    seconds: 10,
    async play(world, server) {
      await world.live();
      await world.succeed("show", { visible: false });
      server.line.mute = true;
      await world.succeed("show", { visible: true });
      await world.until("it pings at once", () => server.lines[0].of("ping").length > 0, 1_000);
      await world.back(1, 8_000);
    },
  },
  {
    name: "frozen-past-the-end-of-the-token",
    row: "page hidden",
    needs: ["hidden"],
    seconds: 10,
    async play(world, server, client) {
      server.tokens.life = 5;
      await world.live();
      await world.succeed("show", { visible: false });
      await world.succeed("freeze", { frozen: true });
      server.tokens.life = 3600;
      server.log.send("bob", "while it was frozen");
      await world.until("the token ended", () => server.line.closed === 4401, 8_000);
      await world.succeed("freeze", { frozen: false });
      await world.succeed("show", { visible: true });
      await world.back(1, 6_000);
      await world.until("it has what was written", () => client.contents.includes("while it was frozen"), 3_000);
      world.check("it was never closed", !client.states.includes("closed"));
    },
  },
  {
    name: "frozen-on-a-line-that-dies",
    row: "page hidden",
    needs: ["hidden"],
    seconds: 15,
    async play(world, server, client) {
      await world.live();
      await world.succeed("show", { visible: false });
      await world.succeed("freeze", { frozen: true });
      server.line.mute = true;
      await world.always("the page is frozen", () => server.lines.length === 1, 9_000);
      server.log.send("bob", "while it was frozen");
      await world.succeed("freeze", { frozen: false });
      // Nobody looks at it yet: the browser closes the socket as the page goes on, or a timer that is late has to tell.
      await world.back(1, 8_000);
      await world.until("it has what was written", () => client.contents.includes("while it was frozen"), 3_000);
    },
  },
];
