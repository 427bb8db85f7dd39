package dev.confab.standalone.token;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/// The machine that a container runs on, as the container sees it: its default gateway. What that
/// machine sends to a port which the container publishes comes from there.
final class HostGateway {
  static final Path ROUTES = Path.of("/proc/net/route");

  private static final String ANYWHERE = "00000000";

  private HostGateway() {}

  /// Of a table of routes as Linux has it; empty if that has no default route.
  static Optional<InetAddress> in(Path routes) throws IOException {
    return Files.readAllLines(routes).stream()
        .map(line -> line.split("\t"))
        .filter(fields -> fields.length > 2 && fields[1].equals(ANYWHERE))
        .map(fields -> address(fields[2]))
        .findFirst();
  }

  /// Its bytes are those of the network in the order of a little-endian number.
  private static InetAddress address(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return InetAddress.ofLiteral(
        "%d.%d.%d.%d"
            .formatted(bytes[3] & 0xff, bytes[2] & 0xff, bytes[1] & 0xff, bytes[0] & 0xff));
  }
}
