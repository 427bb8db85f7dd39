/** What a provider of tokens, and a server that refuses them, can do to a client. */
const neverClosed = (world, client) => world.check("it was never closed", !client.states.includes("closed"));

/** The least of the milliseconds between one and the next. */
const leastGap = (all) => Math.min(...all.slice(1).map(({ at }, i) => at - all[i].at));

export const tokens = [
  {
    name: "token-refused-once",
    row: "closed 4401",
    needs: ["counted"],
    async play(world, server, client) {
      await world.live();
      server.tokens.revoke();
      server.line.close(4401, "no, bad or expired token");
      await world.back(1, 5_000);
      world.equal("how often the provider was asked", server.tokens.asked.length, 2);
      neverClosed(world, client);
    },
  },
  {
    name: "token-refused-and-another-too",
    row: "closed 4401",
    async play(world, server, client) {
      await world.live();
      server.tokens.life = 0;
      server.tokens.revoke();
      server.line.close(4401, "no, bad or expired token");
      await world.until("it is closed", () => client.state.status === "closed", 15_000);
      world.told("codes", "its code", client.state.code, 4401);
      world.check("a fresh token was tried", server.lines.length >= 2 && server.tokens.asked.length >= 2);
      world.check("without hammering", server.lines.length <= 3);
      server.tokens.life = 3600;
      const sockets = server.lines.length;
      await world.succeed("connect");
      await world.back(sockets, 5_000);
    },
  },
  {
    name: "token-from-outside",
    row: "closed 4401",
    needs: ["authenticate"],
    async play(world, server, client) {
      await world.live();
      server.tokens.life = 0;
      server.tokens.revoke();
      server.line.close(4401, "no, bad or expired token");
      await world.until("it is closed", () => client.state.status === "closed", 15_000);
      const asked = server.tokens.asked.length;
      const sockets = server.lines.length;
      server.tokens.life = 3600;
      client.do("authenticate", { token: server.tokens.mint() });
      await world.back(sockets, 5_000);
      world.equal("the provider was not asked for it", server.tokens.asked.length, asked);
      const token = server.tokens.mint();
      await world.succeed("authenticate", { token });
      world.equal("said on the socket that is there", [server.line.of("authenticate").at(-1).token === token, server.lines.length], [true, sockets + 1]);
    },
  },
  {
    name: "token-refused-and-given-again",
    row: "closed 4401",
    seconds: 8,
    async play(world, server, client) {
      await world.live();
      const { token } = server.line;
      const sockets = server.lines.length;
      const asked = server.tokens.asked.length;
      server.tokens.giveAgain(token);
      server.tokens.revoke();
      server.line.close(4401, "no, bad or expired token");
      await world.until("the provider was asked four times more", () => server.tokens.asked.length >= asked + 4, 20_000);
      await world.until("the token was said again", () => server.lines.slice(sockets).some((line) => line.of("authenticate").some((said) => said.token === token)), 5_000);
      server.tokens.mood = "give";
      await world.live(15_000);
      neverClosed(world, client);
    },
  },
  {
    name: "refused-over-rest",
    row: "401 over REST",
    async play(world, server, client) {
      server.onRequest = () => (server.requests.length === 1 ? 401 : undefined);
      await world.live();
      const [refused] = server.requests;
      const same = ({ method, path }) => method === refused.method && path === refused.path;
      await world.until("it is asked again", () => server.requests.slice(1).some(same), 5_000);
      world.check("the repeat has the new token", server.requests.slice(1).find(same).token !== refused.token);
      world.equal("sockets", server.lines.length, 1);
      world.told("counted", "tokens", server.tokens.asked.length, 2);
      neverClosed(world, client);
    },
  },
  ...["give", "same"].map((mood) => ({
    name: mood === "give" ? "refused-over-rest-twice" : "refused-over-rest-twice-with-the-same-token",
    row: "401 over REST",
    needs: ["create"],
    async play(world, server, client) {
      await world.live();
      if (mood === "same") server.tokens.giveAgain(server.line.token);
      server.onRequest = ({ method }) => (method === "POST" ? 401 : undefined);
      const create = await world.settled(client.do("create", { title: "Another" }), 5_000);
      world.equal("the call", [create.ok, create.code], [false, "unauthenticated"]);
      const tokens = server.requests.filter(({ method }) => method === "POST").map(({ token }) => token);
      world.equal("how often it was asked", tokens.length, 2);
      world.equal("whether the token was the same", tokens[0] === tokens[1], mood === "same");
      world.equal("sockets and tokens", [server.lines.length, server.tokens.asked.length], [1, 2]);
      world.equal("the connection", client.state.status, "online");
    },
  })),
  {
    name: "provider-fails-at-the-start",
    row: "provider fails",
    async play(world, server, client) {
      server.tokens.mood = "fail";
      await world.until("it was asked four times", () => server.tokens.asked.length >= 4, 15_000);
      world.check("it shows that it is offline", client.states.includes("offline"));
      world.check("not all at once", server.tokens.asked.at(-1).at - server.tokens.asked[0].at > 300);
      server.tokens.mood = "give";
      await world.live();
      neverClosed(world, client);
    },
  },
  {
    name: "provider-fails-as-the-session-is-joined",
    row: "provider fails",
    async play(world, server, client) {
      server.tokens.life = 6;
      server.onFrame = ({ type }) => {
        if (type === "authenticate" && server.tokens.asked.length === 1) server.tokens.mood = "fail";
      };
      server.onRequest = () => (server.requests.length === 1 ? 401 : undefined);
      await world.until("it was asked again", () => server.tokens.asked.length >= 3, 10_000);
      server.onFrame = () => undefined;
      server.tokens.life = 3600;
      server.tokens.mood = "give";
      await world.live(20_000);
      neverClosed(world, client);
    },
  },
  {
    name: "provider-fails-around-the-end",
    row: "provider fails",
    seconds: 10,
    async play(world, server, client) {
      server.tokens.life = 4;
      await world.live();
      server.tokens.mood = "fail";
      await world.until("the token ended", () => server.lines[0].closed === 4401, 6_000);
      await world.until("it was asked since", () => server.tokens.asked.length >= 4, 10_000);
      server.tokens.life = 3600;
      server.tokens.mood = "give";
      await world.live(12_000);
      neverClosed(world, client);
    },
  },
  {
    name: "provider-never-answers",
    row: "provider never answers",
    seconds: 12,
    async play(world, server, client) {
      server.tokens.mood = "hang";
      await world.until("it was asked", () => server.tokens.asked.length === 1, 5_000);
      server.tokens.mood = "give";
      await world.live(14_000);
      neverClosed(world, client);
    },
  },
  {
    name: "provider-never-answers-for-the-next",
    row: "provider never answers",
    seconds: 20,
    async play(world, server, client) {
      server.tokens.life = 4;
      await world.live();
      server.tokens.mood = "hang";
      await world.until("it was asked for the next", () => server.tokens.asked.length === 2, 6_000);
      server.tokens.life = 3600;
      server.tokens.mood = "give";
      await world.until("it was given up", () => server.tokens.asked.length >= 3, 14_000);
      await world.live();
      neverClosed(world, client);
    },
  },
  {
    name: "token-is-renewed",
    row: "token ends",
    seconds: 13,
    async play(world, server, client) {
      server.tokens.life = 8;
      await world.live();
      await world.until("it has said who it is three times", () => server.line.of("authenticate").length >= 3, 20_000);
      world.equal("sockets", server.lines.length, 1);
      world.check("not more than once a second", leastGap(server.line.frames.filter(({ frame }) => frame.type === "authenticate")) > 900);
      world.told("counted", "whether it asks more often", leastGap(server.tokens.asked) > 900, true);
      neverClosed(world, client);
    },
  },
  {
    name: "token-of-no-length",
    row: "token ends",
    seconds: 5,
    async play(world, server) {
      server.saysExpiresIn = false;
      server.tokens.claims = (now) => ({ iat: now, exp: now });
      await world.live();
      await world.always("it asks no more than once a second", () => server.tokens.asked.length <= 6, 4_500);
    },
  },
  {
    name: "token-of-another-time",
    row: "token ends",
    needs: ["counted"],
    seconds: 4,
    async play(world, server, client) {
      server.saysExpiresIn = false;
      server.tokens.claims = (now, life) => ({ iat: now + 864_000, exp: now + 864_000 + life });
      await world.live();
      await world.always("one token is enough", () => server.tokens.asked.length === 1 && client.state.status === "online", 3_000);
    },
  },
];
