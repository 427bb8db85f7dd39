package dev.confab.system.load;

import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Whom clients speak to. Only ever this machine: a load goes nowhere else.
public record Endpoints(URI tokens, List<URI> gateways, List<URI> histories) {
  public Endpoints {
    gateways = List.copyOf(gateways);
    histories = List.copyOf(histories);
    if (gateways.isEmpty() || histories.isEmpty()) {
      throw new IllegalArgumentException("there must be a gateway and a history");
    }
    Stream.concat(Stream.of(tokens), Stream.concat(gateways.stream(), histories.stream()))
        .forEach(Endpoints::requireLoopback);
  }

  URI gateway(Random random) {
    return gateways.get(random.nextInt(gateways.size()));
  }

  URI history(Random random) {
    return histories.get(random.nextInt(histories.size()));
  }

  private static void requireLoopback(URI uri) {
    String host = String.valueOf(uri.getHost());
    if (!host.equals("localhost") && !host.startsWith("127.") && !host.equals("[::1]")) {
      throw new IllegalArgumentException(uri + " is not on this machine");
    }
  }
}
