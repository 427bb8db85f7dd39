package dev.confab.bench.client;

import java.net.InetSocketAddress;
import java.util.List;

/// What the load goes to.
///
/// @param gateways where sockets and writes go
/// @param tokens who issues them
/// @param apart how many of a run's first rooms have the first gateway to themselves; if 0, rooms
///   are spread over all gateways, as a proxy does that hashes the session
/// @param bare it has sockets only: no tokens, and a session is there once somebody joins it
public record Target(
    String name,
    List<InetSocketAddress> gateways,
    InetSocketAddress tokens,
    int apart,
    boolean bare) {
  public Target {
    gateways = List.copyOf(gateways);
  }

  /// One server for everything.
  public static Target single(String name, InetSocketAddress address, boolean bare) {
    return new Target(name, List.of(address), address, 0, bare);
  }

  public InetSocketAddress address() {
    return gateways.getFirst();
  }

  /// Where the clients of a room go.
  public InetSocketAddress gateway(int room) {
    if (apart == 0 || gateways.size() == 1) {
      return gateways.get(room % gateways.size());
    }
    return room < apart ? address() : gateways.get(1 + room % (gateways.size() - 1));
  }

  public String host() {
    return address().getAddress().getHostAddress();
  }
}
