package dev.confab.message.archive;

import dev.confab.web.kafka.LogLag;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/// How the archiver is doing, for health, metrics and the log: an outage is one line when it begins
/// and one when it is over, whatever the number of tries. Thread-safe.
final class ArchiveStatus {
  private static final Logger log = LoggerFactory.getLogger(ArchiveStatus.class);

  private final Map<Integer, String> faults = new ConcurrentHashMap<>();
  private final LogLag lag = new LogLag(Clock.systemUTC());
  private final AtomicLong buried = new AtomicLong();
  private volatile @Nullable Outage outage = Outage.STARTING;

  void outage(Outage kind, Throwable cause) {
    lag.measured(Map.of(), lag.partitions());
    if (outage == kind) {
      return;
    }
    outage = kind;
    if (kind == Outage.UNKNOWN) {
      log.error("The archive waits and tries again after an error that is not foreseen.", cause);
    } else {
      log.warn(
          "The archive waits and tries again: {}: {}",
          kind.sentence(),
          NestedExceptionUtils.getMostSpecificCause(cause).getMessage());
    }
  }

  void works() {
    Outage over = outage;
    if (over != null) {
      outage = null;
      log.info("The archive works (it was: {}).", over.sentence());
    }
  }

  void stopped() {
    outage = Outage.STOPPED;
    lag.keep(Set.of());
  }

  void fault(ShardFaultException fault, int shard) {
    String reason = String.valueOf(fault.getMessage());
    if (!reason.equals(faults.put(shard, reason))) {
      log.error("Shard {} is not archived: {}.", shard, reason);
    }
  }

  void sound(int shard) {
    if (faults.remove(shard) != null) {
      log.info("Shard {} is archived again.", shard);
    }
  }

  /// How far the shards that are ours are behind.
  LogLag lag() {
    return lag;
  }

  void buried(int letters) {
    buried.addAndGet(letters);
  }

  /// Dead letters, ever.
  long buried() {
    return buried.get();
  }

  /// Forgets the faults of shards that are not ours any more.
  void keepFaults(Set<Integer> shards) {
    faults.keySet().retainAll(shards);
  }

  @Nullable Outage outage() {
    return outage;
  }

  Map<Integer, String> faults() {
    return Map.copyOf(faults);
  }

  int shards() {
    return lag.partitions().size();
  }
}
