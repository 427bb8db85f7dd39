package dev.confab.standalone.cluster;

import dev.confab.standalone.kafka.Quorum;
import dev.confab.standalone.launch.StartRefusedException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What is asked of a cluster.
sealed interface Command {
  Path folder();

  record Up(Path folder, Wishes wishes, boolean reset) implements Command {}

  record Down(Path folder, boolean reset) implements Command {}

  record Status(Path folder) implements Command {}

  record Act(Verb verb, String name, Path folder) implements Command {}

  /// What can be done to one process.
  enum Verb {
    /// As `kill -9`.
    KILL,
    /// Pauses it where it stands, as `SIGSTOP`.
    STOP,
    /// Lets a paused one go on.
    CONT,
    START,
    /// Ends it cleanly and starts it.
    RESTART
  }

  /// How many of each, and where; what is `null` stays as it is, or is the default.
  record Wishes(
      @Nullable Integer brokers,
      @Nullable Integer gateways,
      @Nullable Integer messages,
      @Nullable Integer histories,
      @Nullable Integer portBase) {
    private static final int PORT_BASE = 24_000;

    /// Refuses another number of brokers than before: what they hold is laid out for that one.
    Layout over(@Nullable Layout before) throws StartRefusedException {
      Layout layout = before == null ? new Layout(Quorum.newId(), 3, 2, 2, 2, PORT_BASE) : before;
      if (before != null && brokers != null && brokers != before.brokers()) {
        throw new StartRefusedException(
            "This folder holds the data of %d brokers, and %d are asked for: choose another folder with --dir, or delete the data with --reset."
                .formatted(before.brokers(), brokers));
      }
      return new Layout(
          layout.id(),
          brokers == null ? layout.brokers() : brokers,
          gateways == null ? layout.gateways() : gateways,
          messages == null ? layout.messages() : messages,
          histories == null ? layout.histories() : histories,
          portBase == null ? layout.portBase() : portBase);
    }
  }
}
