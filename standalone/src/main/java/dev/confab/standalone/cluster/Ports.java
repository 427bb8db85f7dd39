package dev.confab.standalone.cluster;

import dev.confab.standalone.launch.StartRefusedException;
import dev.confab.standalone.loopback.LoopbackPort;
import java.time.Duration;

/// Refuses ports on which somebody else listens.
final class Ports {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(20);

  private Ports() {}

  static void requireFree(Layout layout) throws StartRefusedException {
    for (Part part : layout.parts()) {
      requireFree(part, layout);
    }
  }

  static void requireFree(Part part, Layout layout) throws StartRefusedException {
    requireFree(part.port(), part);
    if (part.role() == Role.BROKER) {
      requireFree(layout.controllerPort(part.number()), part);
    }
  }

  /// One that was killed holds its port for a moment longer.
  static void awaitFree(Part part, Layout layout)
      throws StartRefusedException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!LoopbackPort.isFree(part.port()) && System.nanoTime() < deadline) {
      Thread.sleep(POLL);
    }
    requireFree(part, layout);
  }

  private static void requireFree(int port, Part part) throws StartRefusedException {
    if (!LoopbackPort.isFree(port)) {
      throw new StartRefusedException(
          "Port %d, which %s needs, is taken: stop what listens there, or choose other ports with ./confab cluster up --port-base."
              .formatted(port, part.name()));
    }
  }
}
