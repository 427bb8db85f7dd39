package dev.confab.web.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Whom limits by address count as one: an IPv4 address, or the /64 network of an IPv6 address,
/// since who has one address of such a network has all of them.
///
/// @param text what it is, for logs
public record ClientNetwork(String text) {
  private static final int NETWORK_BYTES = 8;
  private static final int MOST_CHARACTERS = 64;

  public static ClientNetwork of(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return new ClientNetwork(address.getHostAddress());
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
    try {
      return new ClientNetwork(InetAddress.getByAddress(bytes).getHostAddress() + "/64");
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of another length", e);
    }
  }

  /// As servers and proxies write an address; what is none stands for itself.
  public static ClientNetwork of(String address) {
    try {
      return of(InetAddress.ofLiteral(address.replaceAll("[\\[\\]]|%.*", "")));
    } catch (IllegalArgumentException e) {
      return new ClientNetwork(address.substring(0, Math.min(address.length(), MOST_CHARACTERS)));
    }
  }
}
