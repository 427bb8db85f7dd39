import { backoff, pause, type Random } from "./backoff.js";
import type { Connection } from "./connection.js";
import { ConfabError } from "./error.js";
import type { Frame } from "./wire.js";

const PATIENCE = 30_000;

/** Asks until there is a verdict, over as many connections as it takes within half a minute. Only for what may be done twice. */
export async function persistently(
  connection: Connection,
  random: Random,
  type: string,
  fields: object,
  lost: (attempt: number, error: ConfabError) => Frame | undefined = () => undefined,
): Promise<Frame> {
  const end = Date.now() + PATIENCE;
  for (let attempt = 0; ; attempt++) {
    try {
      return await connection.request(type, fields);
    } catch (failure) {
      if (!(failure instanceof ConfabError)) throw failure;
      const done = lost(attempt, failure);
      if (done) return done;
      const hopeless = !failure.retryable || connection.state.status === "closed" || Date.now() >= end;
      if (hopeless) throw failure;
      await (connection.online ? pause(backoff(attempt, random)) : untilOnline(connection, end - Date.now()));
    }
  }
}

async function untilOnline(connection: Connection, millis: number): Promise<void> {
  let stop = (): void => undefined;
  const online = new Promise<void>((resolve) => (stop = connection.events.on("online", resolve)));
  await pause(millis, online);
  stop();
}
