/** Clocks that are wrong, that jump, and machines that sleep. */
const HOUR = 3_600_000;

const wrong = (name, clock, saysExpiresIn) => ({
  name,
  row: "clock wrong",
  needs: ["clock", "counted", "rename"],
  options: { clock },
  seconds: 8,
  async play(world, server, client) {
    server.saysExpiresIn = saysExpiresIn;
    await world.live();
    await world.always("one token is enough", () => server.tokens.asked.length === 1 && client.state.status === "online", 4_000);
    await world.succeed("rename", { title: "By REST" });
    world.equal("tokens", server.tokens.asked.length, 1);
  },
});

const renewed = (name, clock, saysExpiresIn) => ({
  name,
  row: "clock wrong",
  needs: ["clock"],
  options: { clock },
  seconds: 13,
  async play(world, server) {
    server.saysExpiresIn = saysExpiresIn;
    server.tokens.life = 8;
    await world.live();
    await world.until("the token is renewed in time", () => server.line.of("authenticate").length >= 3, 20_000);
    world.equal("sockets", server.lines.length, 1);
    const [first, , third] = server.line.frames.filter(({ frame }) => frame.type === "authenticate");
    world.check("and not more than once a second", third.at - first.at > 1_900);
    world.told("counted", "tokens", server.tokens.asked.length, 3);
  },
});

export const clocks = [
  wrong("clock-two-hours-ahead", 2 * HOUR, true),
  wrong("clock-two-hours-ahead-and-nothing-said", 2 * HOUR, false),
  wrong("clock-two-hours-behind", -2 * HOUR, true),
  renewed("renewed-with-the-clock-behind", -2 * HOUR, true),
  renewed("renewed-with-the-clock-behind-and-nothing-said", -2 * HOUR, false),
  renewed("renewed-with-the-clock-ahead", 2 * HOUR, true),
  {
    name: "clock-jumps-ahead",
    row: "clock jumps",
    needs: ["clock", "counted"],
    seconds: 32,
    async play(world, server, client) {
      await world.live();
      await world.succeed("clock", { offset: HOUR });
      await world.always("the healthy line stays", () => server.lines.length === 1 && client.state.status === "online", 30_000);
      world.equal("tokens", server.tokens.asked.length, 1);
    },
  },
  {
    name: "clock-jumps-back-on-a-dead-line",
    row: "clock jumps",
    needs: ["clock"],
    seconds: 45,
    async play(world, server) {
      await world.live();
      await world.succeed("clock", { offset: -HOUR });
      server.line.mute = true;
      await world.back(1, 52_000);
    },
  },
  {
    name: "sleep",
    row: "sleep",
    needs: ["stop"],
    seconds: 28,
    async play(world, server, client) {
      await world.live();
      client.stop();
      server.line.mute = true;
      await world.always("the client sleeps", () => server.lines.length === 1, 20_000);
      client.wake();
      await world.back(1, 8_000);
    },
  },
  {
    name: "sleep-on-a-line-that-lives",
    row: "sleep",
    needs: ["stop"],
    seconds: 24,
    async play(world, server, client) {
      await world.live();
      client.stop();
      await world.always("the client sleeps", () => server.lines.length === 1, 20_000);
      client.wake();
      await world.until("it pings at once", () => server.line.of("ping").length > 0, 3_000);
      await world.always("the line stays", () => server.lines.length === 1 && client.state.status === "online", 3_000);
    },
  },
  {
    name: "sleep-past-the-end-of-the-token",
    row: "sleep",
    needs: ["stop"],
    seconds: 8,
    async play(world, server, client) {
      server.tokens.life = 5;
      await world.live();
      client.stop();
      server.tokens.life = 3600;
      await world.until("the token ended", () => server.line.closed === 4401, 8_000);
      client.wake();
      await world.back(1, 6_000);
      world.check("it was never closed", !client.states.includes("closed"));
    },
  },
];
