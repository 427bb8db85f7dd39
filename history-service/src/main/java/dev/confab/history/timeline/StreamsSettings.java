package dev.confab.history.timeline;

import dev.confab.streams.BoundedRocks;
import dev.confab.streams.RocksMemory;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/// The settings of Kafka Streams, each with its reason.
final class StreamsSettings {
  static final String APPLICATION = "confab-timeline";

  private StreamsSettings() {}

  static Map<String, Object> of(TimelineSettings settings, RocksMemory memory) {
    Map<String, Object> all = new HashMap<>();
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    all.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
    all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, settings.replicas());
    all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbys());
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    // The view is idempotent, so once more is enough; and transactions would cost 60 ms a record.
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    // Readers see the store live: a commit only says from where to replay after a crash.
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    all.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocks.class);
    all.put(BoundedRocks.MEMORY, memory);
    if (settings.here() != null) {
      all.put(
          StreamsConfig.APPLICATION_SERVER_CONFIG,
          settings.here().host() + ":" + settings.here().port());
    }
    consumer(settings, all);
    producer(all);
    return all;
  }

  private static void consumer(TimelineSettings settings, Map<String, Object> all) {
    int timeout = Math.toIntExact(settings.sessionTimeout().toMillis());
    all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), timeout);
    all.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), timeout / 4);
    // A restart after a crash takes its own place in the group again; nobody waits for the dead one
    // to time out.
    all.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
        settings.here() == null ? "only" : settings.here().host() + "_" + settings.here().port());
    // A fetch for each record costs more than all that is done with it; who reads what he has just
    // written waits that long at most.
    all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), 64 << 10);
    all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 25);
    // These bound what lies on the heap while a rebuild reads much.
    all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), 8 << 20);
    all.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 1 << 20);
    all.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 500);
  }

  private static void producer(Map<String, Object> all) {
    all.put(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
    all.put(StreamsConfig.producerPrefix(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG), true);
    // The changelog must be a beginning of the writes, without a hole: a batch that expired while
    // the next one lands would be one. So none ever expires.
    all.put(
        StreamsConfig.producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG), Integer.MAX_VALUE);
    all.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
    all.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "none");
    all.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 8L << 20);
  }
}
