package dev.confab.message.shard;

import dev.confab.web.kafka.KafkaConnection;
import dev.confab.web.kafka.LogEpoch;
import dev.confab.web.trace.Tracing;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Makes the Kafka clients of the shards of one process, with the settings that the protocol's
/// proof needs: idempotent, all replicas. One request at a time: what comes meanwhile goes together
/// in the next, so that a busy shard is not charged for each record. Thread-safe.
final class ShardClients implements AutoCloseable {
  static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  private final KafkaConnection connection;
  private final LogEpoch epoch;
  private final ShardMetrics metrics;
  private final Tracing tracing;
  private final ExecutorService snapshots =
      Executors.newFixedThreadPool(
          Math.max(1, Runtime.getRuntime().availableProcessors() / 4),
          Thread.ofPlatform().name("shard-snapshots-", 0).daemon().factory());
  private final Map<Integer, ShardSpans> spans = new ConcurrentHashMap<>();
  private final Burials burials;
  private @Nullable Producer<byte[], byte[]> producer;

  ShardClients(KafkaConnection connection, LogEpoch epoch, ShardMetrics metrics, Tracing tracing) {
    this.connection = connection;
    this.epoch = epoch;
    this.metrics = metrics;
    this.tracing = tracing;
    this.burials = new Burials(connection, metrics);
  }

  LogEpoch epoch() {
    return epoch;
  }

  ShardSpans spans(int partition) {
    return spans.computeIfAbsent(partition, p -> new ShardSpans(tracing));
  }

  ShardMetrics metrics() {
    return metrics;
  }

  int partitions() {
    return connection.partitions();
  }

  KafkaConnection connection() {
    return connection;
  }

  Burials burials() {
    return burials;
  }

  PartitionReader reader() {
    return new PartitionReader(connection);
  }

  /// The producer that all shards share.
  synchronized Producer<byte[], byte[]> producer() {
    if (producer == null) {
      producer =
          new KafkaProducer<>(
              connection.client(
                  Map.of(
                      ProducerConfig.ACKS_CONFIG, "all",
                      ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                      ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1,
                      ProducerConfig.LINGER_MS_CONFIG, 0,
                      ProducerConfig.BATCH_SIZE_CONFIG, 65_536,
                      ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000,
                      ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                      ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000)),
              new ByteArraySerializer(),
              new ByteArraySerializer());
    }
    return producer;
  }

  /// Whether a producer that met this takes nothing any more. What one record or one partition met
  /// is not the others' concern: a term that lost a record is over, whatever lands of it later.
  static boolean isBroken(Throwable failure) {
    boolean ofTheRecord =
        failure instanceof RetriableException
            || failure instanceof RecordTooLargeException
            || failure instanceof RecordBatchTooLargeException
            || failure instanceof InvalidTopicException
            || failure instanceof TopicAuthorizationException
            || failure instanceof InterruptException;
    return !ofTheRecord;
  }

  /// Nobody gets `broken` any more. What it still holds may land or not.
  @SuppressWarnings("ReferenceEquality") // it is about that very object
  void discard(Producer<byte[], byte[]> broken) {
    synchronized (this) {
      if (producer != broken) {
        return;
      }
      producer = null;
    }
    broken.close(Duration.ZERO);
  }

  /// Where snapshots are written, one after the other. A thread of the operating system, which
  /// takes the processor from it when others need it: on virtual ones, which share their carriers
  /// with the shards, a dozen snapshots at a time held all shards up (`docs/performance.md`).
  Executor snapshots() {
    return snapshots;
  }

  /// For the snapshots of one shard. Records can be large, the buffer is only taken when they are.
  KafkaProducer<byte[], byte[]> snapshotProducer(int partition) {
    return new KafkaProducer<>(
        connection.client(
            Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "shard-" + partition,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                33_554_432,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                50_331_648L,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                10_000,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                15_000)),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  @Override
  public void close() {
    stopSnapshots();
    burials.close();
    Producer<byte[], byte[]> last;
    synchronized (this) {
      last = producer;
      producer = null;
    }
    if (last != null) {
      last.close(CLOSE_PATIENCE);
    }
  }

  private void stopSnapshots() {
    snapshots.shutdown();
    try {
      if (!snapshots.awaitTermination(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        snapshots.shutdownNow();
      }
    } catch (InterruptedException e) {
      snapshots.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
