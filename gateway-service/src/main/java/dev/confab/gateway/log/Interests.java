package dev.confab.gateway.log;

import dev.confab.schema.id.SessionId;
import dev.confab.schema.topic.Topics;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// The gateway's interest in each shard. Thread-safe.
public final class Interests {
  private final Interest[] shards;
  private final LongSupplier nanos;
  private volatile Runnable alarm = () -> {};

  public Interests(int partitions, LongSupplier nanos) {
    this.shards = Stream.generate(Interest::new).limit(partitions).toArray(Interest[]::new);
    this.nanos = nanos;
  }

  public int shardOf(SessionId session) {
    return Topics.partition(session, shards.length);
  }

  public void hold(int shard) {
    shards[shard].hold();
  }

  public void release(int shard) {
    shards[shard].release(nanos.getAsLong());
  }

  /// What wakes the reader when a shard is needed that it does not read.
  void onMissing(Runnable wake) {
    alarm = wake;
  }

  void send(int shard, Runnable command) {
    if (shards[shard].send(command)) {
      alarm.run();
    }
  }

  void tell(int shard, Runnable command) {
    shards[shard].tell(command);
  }

  Interest of(int shard) {
    return shards[shard];
  }

  int count() {
    return shards.length;
  }

  void loseAll() {
    Arrays.stream(shards).forEach(Interest::lose);
  }
}
