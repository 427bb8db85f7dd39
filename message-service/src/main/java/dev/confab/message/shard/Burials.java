package dev.confab.message.shard;

import dev.confab.web.kafka.KafkaConnection;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts records that nobody can use among the dead letters, with a producer and a thread of its
/// own: no shard waits for that, and none fails by it. What can't be put there is told with its
/// offset; it stays where it was as long as its topic keeps it. Thread-safe.
final class Burials implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Burials.class);

  /// Bytes of letters that wait or are under way.
  private static final long MOST_BYTES = 16L << 20;

  private final KafkaConnection connection;
  private final ShardMetrics metrics;
  private final AtomicLong bytes = new AtomicLong();
  private final ExecutorService thread =
      new ThreadPoolExecutor(
          0,
          1,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().name("dead-letters").daemon().factory());

  /// Made for the first letter.
  private @Nullable Producer<byte @Nullable [], byte @Nullable []> producer;

  Burials(KafkaConnection connection, ShardMetrics metrics) {
    this.connection = connection;
    this.metrics = metrics;
  }

  /// @param offset where the record stands in `chat.commands`
  void bury(ProducerRecord<byte @Nullable [], byte @Nullable []> letter, long offset) {
    byte[] value = letter.value();
    long size = 1_024L + (value == null ? 0 : value.length);
    if (bytes.addAndGet(size) > MOST_BYTES) {
      bytes.addAndGet(-size);
      failed(offset, "too many are under way");
      return;
    }
    thread.execute(() -> send(letter, offset, size));
  }

  private void send(
      ProducerRecord<byte @Nullable [], byte @Nullable []> letter, long offset, long size) {
    try {
      var _ =
          producer()
              .send(
                  letter,
                  (metadata, failure) -> {
                    bytes.addAndGet(-size);
                    if (failure == null) {
                      metrics.buried();
                    } else {
                      failed(offset, failure.toString());
                    }
                  });
    } catch (KafkaException | IllegalStateException e) {
      bytes.addAndGet(-size);
      failed(offset, e.toString());
    }
  }

  private static void failed(long offset, String reason) {
    LOG.error(
        "the record at offset {} of chat.commands is of no use, and no dead letter: {}",
        offset,
        reason);
  }

  private synchronized Producer<byte @Nullable [], byte @Nullable []> producer() {
    if (producer == null) {
      producer =
          new KafkaProducer<>(
              connection.client(
                  Map.of(
                      ProducerConfig.ACKS_CONFIG,
                      "all",
                      ProducerConfig.BUFFER_MEMORY_CONFIG,
                      MOST_BYTES,
                      ProducerConfig.MAX_BLOCK_MS_CONFIG,
                      10_000)),
              new ByteArraySerializer(),
              new ByteArraySerializer());
    }
    return producer;
  }

  @Override
  public void close() {
    thread.shutdown();
    Producer<?, ?> last;
    synchronized (this) {
      last = producer;
    }
    if (last != null) {
      last.close(ShardClients.CLOSE_PATIENCE);
    }
  }
}
