/** Pages that nobody sees: their timers come up to a second late. */
export const hidden = [
  {
    name: "hidden",
    row: "page hidden",
    needs: ["hidden"],
    seconds: 10,
    async play(world, server, client) {
      server.tokens.life = 8;
      await world.live();
      await world.succeed("show", { visible: false });
      world.write("heard out of sight");
      await world.until("it has what is written", () => client.contents.includes("heard out of sight"), 3_000);
      const told = () => server.line.of("authenticate").length;
      const before = told();
      await world.until("the next token is told in time", () => told() > before, 8_500);
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
];
