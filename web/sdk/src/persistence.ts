import { backoff, newKey, pause, type Random } from "./backoff.js";
import { now } from "./clock.js";
import type { Connection } from "./connection.js";
import { ConfabError } from "./error.js";
import type { Frame } from "./wire.js";

const PATIENCE = 30_000;

/** Writes until there is a verdict, over as many connections as it takes within half a minute; with one key, so that it is done once. */
export async function persistently(
  connection: Connection,
  random: Random,
  type: string,
  fields: object,
): Promise<Frame> {
  const keyed = { ...fields, clientId: newKey() };
  const end = now() + PATIENCE;
  for (let attempt = 0; ; attempt++) {
    try {
      return await connection.request(type, keyed);
    } catch (failure) {
      if (!(failure instanceof ConfabError)) throw failure;
      const hopeless = !failure.retryable || connection.state.status === "closed" || now() >= end;
      if (hopeless) throw failure;
      await (connection.online ? pause(backoff(attempt, random)) : untilOnline(connection, end - now()));
    }
  }
}

async function untilOnline(connection: Connection, millis: number): Promise<void> {
  let stop = (): void => undefined;
  const online = new Promise<void>((resolve) => (stop = connection.events.on("online", resolve)));
  await pause(millis, online);
  stop();
}
