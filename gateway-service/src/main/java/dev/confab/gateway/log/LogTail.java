package dev.confab.gateway.log;

import dev.confab.schema.topic.Topic;
import dev.confab.schema.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One consumer's life: it reads the shards that there is interest in, from the end at which the
/// interest found them, and `chat.shards` whole.
///
/// A shard is ready only when its positions were fixed first and `chat.shards` was read to its end
/// after that: a claim that came in between is then either in the floor or its marker lies ahead.
/// Not thread-safe, but for {@link #wake}.
final class LogTail implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LogTail.class);
  private static final TopicPartition SHARDS = new TopicPartition(Topics.SHARDS.name(), 0);
  private static final List<Topic> TAILED = List.of(Topics.EVENTS, Topics.REPLIES, Topics.SIGNALS);

  /// How long a poll waits if nothing comes; interest and closing wake it.
  private static final Duration POLL = Duration.ofMillis(250);

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Consumer<byte[], byte[]> consumer;
  private final Interests interests;
  private final LogRouter router;
  private final Claims claims = new Claims();
  private final long[] retryAt;
  private final Map<Integer, Tail> ready = new HashMap<>();

  /// Shards whose positions are fixed, and how far `chat.shards` must be read for each.
  private final Map<Integer, Long> opening = new HashMap<>();

  LogTail(Consumer<byte[], byte[]> consumer, Interests interests, LogRouter router, long now) {
    this.consumer = consumer;
    this.interests = interests;
    this.router = router;
    this.retryAt = new long[interests.count()];
    Arrays.fill(retryAt, now);
    consumer.assign(List.of(SHARDS));
    consumer.seekToBeginning(List.of(SHARDS));
    interests.onMissing(consumer::wakeup);
  }

  /// One round. Throws what makes this consumer useless; `WakeupException` only ends the round.
  void step(long now, long linger) {
    drop(now, linger);
    open(now);
    try {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        read(record);
      }
    } catch (InvalidOffsetException e) {
      restart(e.partitions());
    }
    admit();
  }

  private void drop(long now, long linger) {
    boolean dropped = ready.keySet().removeIf(shard -> interests.of(shard).dropIfIdle(now, linger));
    if (dropped) {
      assign();
    }
  }

  private void open(long now) {
    for (int shard = 0; shard < interests.count(); shard++) {
      if (interests.of(shard).isMissing() && now - retryAt[shard] >= 0) {
        try {
          open(shard);
        } catch (TimeoutException e) {
          log.warn("Shard {} is out of reach: {}", shard, e.toString());
          // Those that are read must not wait for it again and again.
          retryAt[shard] = now + PATIENCE.toNanos() + RETRY.toNanos();
        }
      }
    }
  }

  private void open(int shard) {
    List<TopicPartition> tails = partitions(shard);
    opening.put(shard, Long.MAX_VALUE);
    assign();
    // Nothing of them is read before the floor is known.
    consumer.pause(tails);
    try {
      consumer.endOffsets(tails, PATIENCE).forEach(consumer::seek);
      // Only now the end of the registry: what was claimed before the positions is in it.
      Long claimed = consumer.endOffsets(List.of(SHARDS), PATIENCE).get(SHARDS);
      opening.put(shard, claimed == null ? 0 : claimed);
      interests.of(shard).open();
    } catch (RuntimeException e) {
      // Without a position it must not be polled.
      opening.remove(shard);
      assign();
      throw e;
    }
  }

  private void admit() {
    if (opening.isEmpty()) {
      return;
    }
    long read = consumer.position(SHARDS, PATIENCE);
    List<Integer> admitted = new ArrayList<>();
    opening.forEach((shard, end) -> {
      if (read >= end) {
        admitted.add(shard);
      }
    });
    for (int shard : admitted) {
      opening.remove(shard);
      ready.put(shard, new Tail(claims.floor(shard)));
      consumer.resume(partitions(shard));
      interests.of(shard).ready();
    }
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(Topics.SHARDS.name())) {
      claims.add(record.key());
      return;
    }
    Tail tail = ready.get(record.partition());
    if (tail == null) {
      return;
    }
    if (record.topic().equals(Topics.EVENTS.name())) {
      event(tail, record);
    } else if (record.topic().equals(Topics.REPLIES.name())) {
      reply(tail, record);
    } else {
      router.signal(record);
    }
  }

  private void event(Tail tail, ConsumerRecord<byte[], byte[]> record) {
    boolean opened = tail.opens(record);
    tail.judge(record).forEach(router::event);
    if (opened) {
      router.listener().opened(record.partition());
    }
  }

  private void reply(Tail tail, ConsumerRecord<byte[], byte[]> record) {
    if (tail.admits(record)) {
      tail.hear(record).forEach(router::event);
      router.reply(record);
    }
  }

  /// A position that the brokers no longer have: what lay between is lost to us.
  private void restart(Set<TopicPartition> gone) {
    if (gone.contains(SHARDS)) {
      consumer.seekToBeginning(List.of(SHARDS));
    }
    Set<Integer> shards = new HashSet<>();
    gone.stream().filter(tp -> !tp.equals(SHARDS)).forEach(tp -> shards.add(tp.partition()));
    log.warn("The tails of shards {} have to start again", shards);
    for (int shard : shards) {
      ready.remove(shard);
      opening.remove(shard);
      interests.of(shard).lose();
    }
    assign();
    shards.forEach(this::lose);
  }

  private void lose(int shard) {
    router.pending().giveUpAll(shard);
    router.listener().lost(shard);
  }

  private void assign() {
    List<TopicPartition> wanted = new ArrayList<>();
    wanted.add(SHARDS);
    ready.keySet().forEach(shard -> wanted.addAll(partitions(shard)));
    opening.keySet().forEach(shard -> wanted.addAll(partitions(shard)));
    // Partitions that stay keep their positions.
    consumer.assign(wanted);
  }

  private static List<TopicPartition> partitions(int shard) {
    return TAILED.stream().map(topic -> new TopicPartition(topic.name(), shard)).toList();
  }

  void wake() {
    consumer.wakeup();
  }

  /// Every shard that was read here is lost.
  @Override
  public void close() {
    interests.onMissing(() -> {});
    interests.loseAll();
    Set<Integer> shards = new HashSet<>(ready.keySet());
    shards.addAll(opening.keySet());
    shards.forEach(this::lose);
    consumer.close();
  }
}
