package dev.confab.gateway.socketio;

import dev.confab.gateway.socket.Dialect;
import dev.confab.gateway.socket.Wire;
import dev.confab.schema.id.ConnectionId;
import java.util.List;

/// The dialect of Socket.IO's clients.
///
/// @param pingMillis how often the server pings
/// @param patienceMillis for how long after a ping is due the client waits for it
/// @param mostBytes of one packet
record SocketIo(long pingMillis, long patienceMillis, long mostBytes) implements Dialect {
  @Override
  public List<String> subProtocols() {
    return List.of();
  }

  @Override
  public Speaker speaker(ConnectionId id, Wire wire) {
    return new SocketIoSpeaker(id, wire, this);
  }
}
