package dev.confab.standalone.cluster;

import dev.confab.standalone.launch.Stages;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/// Brings a whole cluster up: what others need first, then the services, then one message's round
/// trip through all of it.
final class Startup {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration SETTLING = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(250);

  private final Layout layout;
  private final Launcher launcher;
  private final Stages stages;

  Startup(Layout layout, Launcher launcher, Stages stages) {
    this.layout = layout;
    this.launcher = launcher;
    this.stages = stages;
  }

  void run() throws IOException, InterruptedException {
    startAll(layout.parts().stream().filter(part -> !part.role().isService()).toList());
    startAll(layout.parts().stream().filter(part -> part.role().isService()).toList());
    roundTrip();
    stages.done("Round trip", "ready");
  }

  /// Side by side. Throws what the first one that fails throws.
  private void startAll(List<Part> parts) throws IOException, InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var ready = new ExecutorCompletionService<Part>(threads);
      parts.forEach(part -> ready.submit(start(part)));
      try {
        for (int i = 0; i < parts.size(); i++) {
          Part part = ready.take().get();
          stages.done(part.name(), part.address());
        }
      } catch (ExecutionException e) {
        threads.shutdownNow();
        switch (e.getCause()) {
          case IOException failed -> throw failed;
          case null, default -> throw new IOException(String.valueOf(e.getCause()), e.getCause());
        }
      }
    }
  }

  private Callable<Part> start(Part part) {
    return () -> {
      launcher.start(part, PATIENCE);
      return part;
    };
  }

  /// Shards may still move between the message-services.
  private void roundTrip() throws IOException, InterruptedException {
    RoundTrip trip = new RoundTrip(layout.one(Role.TOKENS).uri());
    long deadline = System.nanoTime() + SETTLING.toNanos();
    while (true) {
      try {
        trip.make(layout.of(Role.GATEWAY), layout.of(Role.HISTORY));
        return;
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw new IOException("No message could make the round trip: " + e.getMessage() + ".", e);
        }
        Thread.sleep(POLL);
      }
    }
  }
}
