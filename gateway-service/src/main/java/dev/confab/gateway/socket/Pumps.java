package dev.confab.gateway.socket;

import dev.confab.schema.id.ConnectionId;
import java.util.List;
import java.util.stream.IntStream;

/// The pumps, with the sockets spread over them; a socket keeps its pump.
final class Pumps implements AutoCloseable {
  private final List<Pump> pumps;

  Pumps(int count) {
    this.pumps = IntStream.range(0, count).mapToObj(Pump::new).toList();
  }

  Pump of(ConnectionId socket) {
    return pumps.get(Math.floorMod(socket.hashCode(), pumps.size()));
  }

  @Override
  public void close() {
    pumps.forEach(Pump::close);
  }
}
