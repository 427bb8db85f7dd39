package dev.confab.bench;

import dev.confab.bench.machine.AllInOne;
import dev.confab.bench.machine.Baseline;
import dev.confab.bench.machine.Foreign;
import dev.confab.bench.machine.Server;
import dev.confab.bench.server.JettyFanOut;
import dev.confab.bench.server.NettyFanOut;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Whom the load goes to; ratios are those of the first to the others.
enum Against {
  CONFAB,
  NETTY,
  JETTY,
  KAFKA;

  /// Not for Kafka, which speaks no protocol of ours.
  Server start(Path root, @Nullable URI url) throws IOException {
    return switch (this) {
      case CONFAB -> url == null ? AllInOne.start(root, data(root), true) : Foreign.at(url);
      case NETTY -> Baseline.start("netty", NettyFanOut.class);
      case JETTY -> Baseline.start("jetty", JettyFanOut.class);
      case KAFKA -> throw new IllegalStateException("it is no server of sockets");
    };
  }

  static Path data(Path root) {
    return root.resolve("target/bench-data");
  }
}
