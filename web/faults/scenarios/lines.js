/** Lines that fall silent, networks that go, and what a client then knows of its session. */
export const lines = [
  {
    name: "silence",
    row: "silence",
    seconds: 40,
    async play(world, server) {
      await world.live();
      server.line.mute = true;
      await world.until("it pings", () => server.lines[0].of("ping").length > 0, 40_000);
      await world.back(1, 14_000);
    },
  },
  {
    name: "no-answer-to-the-token",
    row: "no answer",
    seconds: 14,
    async play(world, server) {
      server.onFrame = ({ type }) => (type === "authenticate" && server.lines.length === 1 ? "ignore" : undefined);
      await world.back(1, 22_000);
    },
  },
  {
    name: "no-answer-to-the-join",
    row: "no answer",
    seconds: 14,
    async play(world, server) {
      let joins = 0;
      server.onFrame = ({ type }) => (type === "join_session" && ++joins === 1 ? "ignore" : undefined);
      await world.live(22_000);
    },
  },
  {
    name: "no-answer-over-rest",
    row: "no answer",
    seconds: 18,
    async play(world, server) {
      server.onRequest = () => (server.requests.length === 1 ? "hang" : undefined);
      await world.live(32_000);
    },
  },
  {
    name: "join-refused-for-now",
    row: "no answer",
    async play(world, server) {
      let joins = 0;
      server.onFrame = ({ type }) => (type === "join_session" && ++joins <= 2 ? "unavailable" : undefined);
      await world.live();
    },
  },
  ...["null", "[]", "7", '"text"', "{", '{"type":7}', "{}", '{"id":null,"type":null}'].map((text, i) => ({
    name: `nonsense-${i + 1}`,
    row: "closed with any code not named here",
    async play(world, server, client) {
      await world.live();
      server.line.text(text);
      server.log.send("bob", "after it");
      server.publish();
      await world.until("it has what came next", () => client.contents.includes("after it"), 10_000);
      await world.live();
    },
  })),
  {
    name: "network-gone",
    row: "network gone",
    needs: ["network"],
    async play(world, server, client) {
      await world.live();
      server.down = true;
      await world.succeed("network", { event: "offline" });
      await world.until("it shows so at once", () => client.state.status === "offline", 500);
      world.check("by itself", server.refusals.length === 0);
    },
  },
  ...["online", "focus", "visible"].map((event) => ({
    name: `network-back-${event}`,
    row: "network back",
    needs: ["network"],
    seconds: 12,
    async play(world, server, client) {
      await world.live();
      server.down = true;
      server.line.cut();
      // Until the wait is one of seconds.
      const patient = () => server.refusals.length >= 5 && client.state.status === "offline" && performance.now() - client.state.at > 100;
      await world.until("it waits", patient, 40_000);
      server.down = false;
      await world.succeed("network", { event });
      await world.back(1, 1_500);
    },
  })),
  {
    name: "network-back-during-an-attempt",
    row: "network back",
    needs: ["network"],
    seconds: 12,
    async play(world, server) {
      await world.live();
      server.down = true;
      server.line.cut();
      await world.until("its waits are long", () => server.refusals.length >= 5, 40_000);
      server.held = [];
      await world.until("an attempt is under way", () => server.held.length > 0, 12_000);
      await world.succeed("network", { event: "focus" });
      server.down = false;
      for (const refuse of server.held) refuse();
      await world.back(1, 1_500);
    },
  },
  {
    name: "network-back-on-a-dead-line",
    row: "network back",
    needs: ["network"],
    seconds: 7,
    async play(world, server) {
      await world.live();
      server.line.mute = true;
      await world.succeed("network", { event: "focus" });
      await world.until("it pings at once", () => server.lines[0].of("ping").length > 0, 1_000);
      await world.back(1, 8_000);
    },
  },
  ...[true, false].map((recovers) => ({
    name: recovers ? "removed-and-added-again" : "removed-and-added-again-by-history",
    row: "removed and added again",
    async play(world, server, client) {
      await world.live();
      await world.succeed("send", { content: "before" });
      server.down = true;
      server.recovers = recovers;
      server.line.cut();
      server.log.remove("alice");
      server.log.add("alice");
      server.log.send("bob", "welcome back");
      server.down = false;
      await world.back(1, 8_000);
      await world.until("it has what came since", () => client.contents.includes("welcome back"), 3_000);
      server.log.send("bob", "and on");
      server.publish();
      await world.until("it goes on", () => client.contents.includes("and on"), 5_000);
      world.check("the session was never gone", !client.sessions.includes("gone"));
    },
  })),
  {
    name: "removed",
    row: "removed and added again",
    async play(world, server, client) {
      await world.live();
      server.log.remove("alice");
      server.publish();
      await world.until("the session is gone", () => client.session === "gone", 3_000);
      world.equal("the connection", client.state.status, "online");
    },
  },
  {
    name: "removed-while-away",
    row: "removed and added again",
    async play(world, server, client) {
      await world.live();
      server.line.cut();
      server.log.remove("alice");
      await world.until("the session is gone", () => client.session === "gone", 5_000);
      world.equal("the connection", client.state.status, "online");
    },
  },
];
