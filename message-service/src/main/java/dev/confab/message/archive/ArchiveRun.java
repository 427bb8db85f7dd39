package dev.confab.message.archive;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;

/// Archives what one consumer gives, step by step.
///
/// A shard's records are read, judged, written and its position moved, or none of it: after any
/// failure the shard is closed and opened again at the position that PostgreSQL has, because a
/// failed commit may have happened all the same. One thread.
final class ArchiveRun {
  private static final Logger log = LoggerFactory.getLogger(ArchiveRun.class);
  private static final Duration LAG_INTERVAL = Duration.ofSeconds(2);

  private final EventConsumer consumer;
  private final ArchiveWriter writer;
  private final DeadLetters deadLetters;
  private final ArchiveStatus status;
  private final Duration faultPause;
  private final Duration lookPause;

  /// When a shard with a fault is tried again, in `nanoTime`.
  private final Map<Integer, Long> retries = new HashMap<>();

  /// Shards whose rows PostgreSQL refused and has not taken since.
  private final Set<Integer> refused = new HashSet<>();

  /// Whether shards are written one by one, so that what PostgreSQL can't do with one of them does
  /// not keep the others back.
  private boolean apart;

  private long nextLag = System.nanoTime();
  private long nextLook = System.nanoTime();

  ArchiveRun(
      EventConsumer consumer,
      ArchiveWriter writer,
      DeadLetters deadLetters,
      ArchiveStatus status,
      Duration faultPause,
      Duration lookPause) {
    this.consumer = consumer;
    this.writer = writer;
    this.deadLetters = deadLetters;
    this.status = status;
    this.faultPause = faultPause;
    this.lookPause = lookPause;
  }

  /// Opens what is closed, then takes one poll. Throws whatever PostgreSQL or Kafka throws; then
  /// every shard has to be closed.
  void step() {
    open();
    List<ShardStep> steps = read(consumer.poll());
    if (steps.size() > 1 && !apart && together(steps)) {
      steps.forEach(this::moved);
    } else if (!steps.isEmpty()) {
      steps.forEach(step -> guard(step.shard(), () -> alone(step)));
      apart = false;
    }
    look();
    measure();
  }

  /// Whether every shard of ours is being archived, or known not to be.
  boolean isSettled() {
    return consumer.hasJoined() && retries.keySet().containsAll(consumer.closed());
  }

  private void open() {
    Set<Integer> closed = consumer.closed();
    retries.keySet().retainAll(closed);
    status.keepFaults(consumer.shards());
    for (int shard : closed) {
      if (isDue(shard)) {
        guard(shard, () -> open(shard));
      }
    }
  }

  private boolean isDue(int shard) {
    Long at = retries.get(shard);
    return at == null || System.nanoTime() - at >= 0;
  }

  private void open(int shard) {
    consumer.open(writer.position(shard));
    retries.remove(shard);
    if (!refused.contains(shard)) {
      status.sound(shard);
    }
  }

  private List<ShardStep> read(ConsumerRecords<byte @Nullable [], byte @Nullable []> polled) {
    List<ShardStep> steps = new ArrayList<>();
    for (var partition : polled.partitions()) {
      ShardPosition before = consumer.position(partition.partition());
      if (before != null) {
        var records = polled.records(partition);
        ShardReading reading = ShardReading.read(before, records);
        deadLetters.send(reading.deadLetters());
        status.buried(reading.deadLetters().size());
        long newest = records.getLast().timestamp();
        steps.add(new ShardStep(before, reading.after(), reading.events(), newest));
      }
    }
    return steps;
  }

  /// Writes all in one transaction: a poll has a little of each shard, and what a transaction costs
  /// hardly depends on how much is in it. False, and nothing is written, if one of the shards needs
  /// a look by itself.
  private boolean together(List<ShardStep> steps) {
    // Whatever goes wrong: once each could be written alone, it is over.
    apart = true;
    try {
      if (!writer.write(steps)) {
        return false;
      }
    } catch (DataIntegrityViolationException _) {
      // Which shard it is shows when each is written alone.
      return false;
    }
    apart = false;
    return true;
  }

  private void alone(ShardStep step) {
    if (writer.write(List.of(step))) {
      moved(step);
    } else {
      log.warn("Shard {} was archived by another instance meanwhile.", step.shard());
      consumer.close(step.shard());
    }
  }

  private void moved(ShardStep step) {
    consumer.moved(step.after());
    status.lag().read(step.shard(), step.newest());
    refused.remove(step.shard());
    status.sound(step.shard());
  }

  /// A fault of one shard must not stop the others.
  private void guard(int shard, Runnable work) {
    try {
      work.run();
    } catch (ShardFaultException e) {
      fault(shard, e);
    } catch (DataIntegrityViolationException e) {
      refused.add(shard);
      fault(shard, refusal(e));
    }
  }

  /// Without its cause: PostgreSQL quotes the row, which is what people wrote.
  private static ShardFaultException refusal(DataIntegrityViolationException e) {
    String state = e.getMostSpecificCause() instanceof SQLException sql ? sql.getSQLState() : null;
    return new ShardFaultException(
        "PostgreSQL refuses its rows with SQLSTATE %s; its own log says why".formatted(state));
  }

  private void fault(int shard, ShardFaultException fault) {
    consumer.close(shard);
    retries.put(shard, System.nanoTime() + faultPause.toNanos());
    status.fault(fault, shard);
  }

  /// PostgreSQL can lose its last commits when it crashes, and tells nobody: a shard in which
  /// nothing happens any more would miss them for ever.
  private void look() {
    if (System.nanoTime() - nextLook < 0) {
      return;
    }
    nextLook = System.nanoTime() + lookPause.toNanos();
    Map<Integer, Long> stored = writer.positions();
    for (ShardPosition position : consumer.positions()) {
      long there = stored.getOrDefault(position.shard(), 0L);
      if (there != position.nextOffset()) {
        log.warn(
            "Shard {} was archived up to offset {}, but PostgreSQL stands at {}: it goes on from there.",
            position.shard(),
            position.nextOffset(),
            there);
        consumer.close(position.shard());
      }
    }
  }

  private void measure() {
    if (System.nanoTime() - nextLag >= 0) {
      status.lag().measured(consumer.lags(), retries.keySet());
      nextLag = System.nanoTime() + LAG_INTERVAL.toNanos();
    }
  }
}
