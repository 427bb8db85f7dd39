package dev.confab.web.kafka;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// How far a reader of `chat.events` is behind its end, in records and in seconds. Thread-safe.
///
/// What it has not read yet is younger than the last record that it read, and than the last moment
/// at which there was nothing more to read; the seconds are since the later of the two, so they are
/// never too few, and too many by no more than the time between two measurements.
public final class LogLag {
  /// @param lag records, as measured last
  /// @param since milliseconds since 1970, behind which all that waits was appended
  private record Stand(long lag, long since) {}

  private final Map<Integer, Stand> stands = new ConcurrentHashMap<>();
  private final Clock clock;

  public LogLag(Clock clock) {
    this.clock = clock;
  }

  /// Of that partition everything is read up to a record that was appended then.
  public void read(int partition, long appended) {
    stands.merge(
        partition,
        new Stand(0, appended),
        (old, now) -> new Stand(old.lag(), Math.max(old.since(), now.since())));
  }

  /// The partitions that are read now are these, and so many records behind.
  public void measured(Map<Integer, Long> lags) {
    measured(lags, Set.of());
  }

  /// Besides those, others stand `still`, and how far the log has gone on meanwhile is not known:
  /// something may wait there since they moved last.
  public void measured(Map<Integer, Long> lags, Set<Integer> still) {
    stands.keySet().removeIf(known -> !lags.containsKey(known) && !still.contains(known));
    long now = clock.millis();
    still.forEach(partition ->
        stands.compute(
            partition,
            (p, old) ->
                old == null ? new Stand(1, now) : new Stand(Math.max(1, old.lag()), old.since())));
    lags.forEach((partition, lag) ->
        stands.compute(
            partition, (p, old) -> new Stand(lag, old == null || lag == 0 ? now : old.since())));
  }

  /// Forgets all others.
  public void keep(Set<Integer> partitions) {
    stands.keySet().retainAll(partitions);
  }

  public long records() {
    return stands.values().stream().mapToLong(Stand::lag).sum();
  }

  /// Those whose lag is known.
  public Set<Integer> partitions() {
    return Set.copyOf(stands.keySet());
  }

  /// Of the partition that is furthest behind; 0 if none is.
  public double seconds() {
    long now = clock.millis();
    long oldest =
        stands.values().stream()
            .filter(stand -> stand.lag() > 0)
            .mapToLong(Stand::since)
            .min()
            .orElse(now);
    return Math.max(0, now - oldest) / 1_000.0;
  }

  /// As `<name>`, in records, and `<name>.seconds`. Each look at them asks for the lag first.
  public static void bind(MeterRegistry registry, String name, Supplier<LogLag> measured) {
    Gauge.builder(name, () -> measured.get().records())
        .description("Records of chat.events that are still to be read here")
        .baseUnit("records")
        .register(registry);
    Gauge.builder(name + ".seconds", () -> measured.get().seconds())
        .description("How long the oldest of them waits at most")
        .baseUnit("seconds")
        .register(registry);
  }
}
