package dev.confab.gateway.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// How long the ways through the log take, as histograms: `confab.gateway.verdict` from a command
/// to its outcome, `confab.gateway.delivery` from the append of an event, by the broker's clock,
/// until this gateway's sockets have it to send. Thread-safe.
public final class LogTimes {
  private static final Duration[] BOUNDS =
      Stream.of(1, 2, 5, 10, 20, 50, 100, 250, 500, 1_000, 2_500, 5_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final Timer events;
  private final Timer replies;
  private final Timer late;
  private final Timer deliveries;

  public LogTimes(MeterRegistry registry) {
    events = verdicts(registry, "event");
    replies = verdicts(registry, "reply");
    late = verdicts(registry, "late");
    deliveries =
        Timer.builder("confab.gateway.delivery")
            .description("From an event's append until this gateway's sockets have it to send")
            .serviceLevelObjectives(BOUNDS)
            .register(registry);
  }

  private static Timer verdicts(MeterRegistry registry, String outcome) {
    return Timer.builder("confab.gateway.verdict")
        .description("From a command until its outcome was read from the log")
        .tag("outcome", outcome)
        .serviceLevelObjectives(BOUNDS)
        .register(registry);
  }

  void decided(Outcome outcome, long nanos) {
    Timer timer =
        switch (outcome) {
          case Outcome.Accepted accepted -> events;
          case Outcome.Replied replied -> replies;
          case Outcome.Unavailable unavailable -> late;
        };
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  /// `appended`: milliseconds since 1970. The broker's clock may be ahead of this machine's.
  void delivered(long appended) {
    deliveries.record(Math.max(0, System.currentTimeMillis() - appended), TimeUnit.MILLISECONDS);
  }
}
