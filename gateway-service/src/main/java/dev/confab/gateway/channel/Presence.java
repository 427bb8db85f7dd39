package dev.confab.gateway.channel;

import dev.confab.schema.command.Command;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.GatewayId;
import dev.confab.schema.id.SessionId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/// The commands by which a shard learns who is there. Thread-safe.
public final class Presence {
  private final GatewayId gateway;
  private final Clock clock;
  private final Supplier<CommandId> ids;

  public Presence(GatewayId gateway, Clock clock, Supplier<CommandId> ids) {
    this.gateway = gateway;
    this.clock = clock;
    this.ids = ids;
  }

  Command.Join join(SessionId session, Connection connection) {
    return join(session, connection, false);
  }

  /// The connection is joined already; a new opening of the shard is told.
  Command.Join announce(SessionId session, Connection connection) {
    return join(session, connection, true);
  }

  Command.Leave leave(SessionId session, Connection connection) {
    return new Command.Leave(
        session, ids.get(), now(), connection.caller(), gateway, connection.id());
  }

  private Command.Join join(SessionId session, Connection connection, boolean announce) {
    return new Command.Join(
        session, ids.get(), now(), connection.caller(), gateway, connection.id(), announce);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
