package dev.confab.bench.client;

import java.net.InetSocketAddress;

/// What the load goes to.
///
/// @param bare it has sockets only: no tokens, and a session is there once somebody joins it
public record Target(String name, InetSocketAddress address, boolean bare) {
  public String host() {
    return address.getAddress().getHostAddress();
  }
}
