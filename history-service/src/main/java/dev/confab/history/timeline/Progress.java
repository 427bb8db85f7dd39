package dev.confab.history.timeline;

import dev.confab.schema.id.SessionId;
import dev.confab.streams.Position;
import dev.confab.web.kafka.LogLag;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// How far the partitions that this process holds have come: told by their processors, asked by
/// readers and by the health. Thread-safe.
public final class Progress {
  /// @param target the end of the log when the partition came here; before it is reached, the store
  ///   can hold the past, or the future that a crash left in it
  private record Stand(long next, long target, long gap) {}

  private final Map<Integer, Stand> stands = new ConcurrentHashMap<>();
  private final Map<SessionId, CompletableFuture<Void>> bells = new ConcurrentHashMap<>();
  private final LogLag lag = new LogLag(Clock.systemUTC());
  private final AtomicLong buried = new AtomicLong();

  void open(int partition, Position position, long end) {
    stands.put(partition, new Stand(position.next(), end, position.gap()));
  }

  void move(int partition, Position position) {
    stands.computeIfPresent(
        partition, (p, stand) -> new Stand(position.next(), stand.target(), position.gap()));
  }

  /// Up to a record that was appended then, in milliseconds since 1970.
  void read(int partition, long appended) {
    lag.read(partition, appended);
  }

  void buried() {
    buried.incrementAndGet();
  }

  /// Dead letters, ever.
  long deadLetters() {
    return buried.get();
  }

  /// How far the partitions here are behind the log's end.
  LogLag lag() {
    return lag;
  }

  void close(int partition) {
    stands.remove(partition);
  }

  void ring(SessionId session) {
    CompletableFuture<Void> bell = bells.remove(session);
    if (bell != null) {
      bell.complete(null);
    }
  }

  /// Completes at the session's next event, or earlier. Take it before looking at the view.
  CompletableFuture<Void> bell(SessionId session) {
    return bells.computeIfAbsent(session, s -> new CompletableFuture<>());
  }

  /// The waiter goes; others who wait for the same look again.
  void leave(SessionId session, CompletableFuture<Void> bell) {
    if (bells.remove(session, bell)) {
      bell.complete(null);
    }
  }

  /// Whether the partition is here and has caught up since it came.
  public boolean isCurrent(int partition) {
    Stand stand = stands.get(partition);
    return stand != null && stand.next() >= stand.target();
  }

  /// Below this offset records may be missing from the view; 0 if none are.
  public long gap(int partition) {
    Stand stand = stands.get(partition);
    return stand == null ? 0 : stand.gap();
  }

  public Set<Integer> partitions() {
    return Set.copyOf(stands.keySet());
  }

  /// How many records are still to be read before all partitions here are current.
  public long missing() {
    return stands.values().stream()
        .mapToLong(stand -> Math.max(0, stand.target() - stand.next()))
        .sum();
  }

  /// Offset of the next record of the partition, or `null` if it is not here.
  public @Nullable Long next(int partition) {
    Stand stand = stands.get(partition);
    return stand == null ? null : stand.next();
  }
}
