package dev.confab.analytics.count;

import dev.confab.streams.BoundedRocks;
import dev.confab.streams.RocksMemory;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/// The settings of Kafka Streams, each with its reason.
final class StreamsSettings {
  static final String APPLICATION = "confab-analytics";

  private StreamsSettings() {}

  static Map<String, Object> of(CountSettings settings, RocksMemory memory) {
    Map<String, Object> all = new HashMap<>();
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    all.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
    all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, settings.replicas());
    all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbys());
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    // Sums are not idempotent: a record counted twice is a wrong number for ever.
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    // A sum that changes a hundred times between two commits goes to the changelog once.
    all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, settings.cacheBytes());
    all.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocks.class);
    all.put(BoundedRocks.MEMORY, memory);
    consumer(settings, all);
    producer(settings, all);
    return all;
  }

  private static void consumer(CountSettings settings, Map<String, Object> all) {
    int timeout = Math.toIntExact(settings.sessionTimeout().toMillis());
    all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), timeout);
    all.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), timeout / 4);
    if (settings.instance() != null) {
      // A restart after a crash takes its own place in the group again; nobody waits for the dead
      // one to time out.
      all.put(
          StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
          settings.instance());
    }
    // Nobody waits for a number as for a message: fewer, larger fetches.
    all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), 64 << 10);
    all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 250);
    // These bound what lies on the heap while much is read.
    all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), 8 << 20);
    all.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 1 << 20);
    all.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 500);
  }

  private static void producer(CountSettings settings, Map<String, Object> all) {
    // Kafka Streams' own 10 s end a transaction in a long pause of a small machine. But what a dead
    // instance left open holds back readers of the rows for as long.
    all.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        Math.toIntExact(settings.transactionTimeout().toMillis()));
    all.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
    all.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 8L << 20);
  }
}
