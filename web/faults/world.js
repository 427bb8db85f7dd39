import { FaultServer } from "./server.js";

/** A promise of the client that was not kept. */
class Broken extends Error {}

/** What a scenario plays with: one server, one client, and the questions that it may ask of them. */
export class World {
  server = new FaultServer();
  facts = {};

  /** `make` makes the client, which is told where the server is and what the scenario needs. */
  async start(make, { clock = 0, storage, needs = [], pages }) {
    this.server.pages = pages;
    const url = await this.server.start();
    this.client = make({ url, session: this.server.session, clock, storage, needs });
    await this.client.open();
    await this.until("the adapter is ready", () => this.client.ready, 60_000);
  }

  /** What a scenario sets before its first wait holds from the client's first request on. */
  begin(play) {
    const played = play(this, this.server, this.client);
    this.server.begin();
    return played;
  }

  /** Waits for it; a client that ends meanwhile breaks its promise. */
  async until(what, holds, within) {
    const end = performance.now() + within;
    for (let value = holds(); ; value = holds()) {
      if (value) return value;
      if (this.client?.exit !== undefined) throw new Broken(`the client ended with ${this.client.exit} while this was awaited: ${what}`);
      if (performance.now() > end) throw new Broken(`not within ${within} ms: ${what}`);
      await moment();
    }
  }

  /** Watches that it stays so. */
  async always(what, holds, during) {
    const end = performance.now() + during;
    while (performance.now() < end) {
      this.check(what, holds());
      await moment();
    }
  }

  check(what, holds) {
    if (!holds) throw new Broken(`does not hold: ${what}`);
    if (this.client.exit !== undefined) throw new Broken(`the client ended with ${this.client.exit}`);
  }

  equal(what, is, ought) {
    if (JSON.stringify(is) !== JSON.stringify(ought)) throw new Broken(`${what}: is ${JSON.stringify(is)}, ought to be ${JSON.stringify(ought)}`);
  }

  /** What only some clients tell is looked at where they do. */
  told(ability, what, is, ought) {
    if (this.client.can.includes(ability)) this.equal(what, is, ought);
  }

  async live(within = 15_000) {
    await this.until("the client is online", () => this.client.state.status === "online" && this.server.line?.token, within);
    await this.until("the session is live", () => this.client.session === "live" && this.server.line?.joined, within);
  }

  /** Waits until a socket was opened after those that there were, and the client is live on it. */
  async back(sockets, within) {
    await this.until(`socket ${sockets + 1} is opened`, () => this.server.lines.length > sockets, within);
    await this.live();
  }

  async settled(n, within = 15_000) {
    return this.until(`command ${n} is settled`, () => this.client.done(n), within);
  }

  /** Does it, and it succeeds. */
  async succeed(command, fields, within) {
    const done = await this.settled(this.client.do(command, fields), within);
    if (!done.ok) throw new Broken(`${command} failed with ${done.code}: ${done.message}`);
    return done;
  }

  /** Another user writes. */
  write(content) {
    this.server.log.send("bob", content);
    this.server.publish();
  }

  async end() {
    const { server, client } = this;
    if (client) {
      const early = client.exit;
      await client.end();
      this.facts.client = client.name;
      if (early === undefined && client.exit !== 0) this.facts.exit = client.exit;
    }
    this.facts.sockets = server.lines.length;
    this.facts.tokens = server.tokens.asked.length;
    this.facts.refusals = server.refusals.length;
    this.facts.closed = server.lines.map(({ closed }) => closed).filter((code) => code !== undefined);
    server.stop();
  }
}

function moment() {
  return new Promise((resolve) => setTimeout(resolve, 10));
}
