package dev.confab.bench.workload;

import dev.confab.bench.rate.Latency;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Two threads: one carries records from the first topic to the second, one reads that and takes
/// their times.
final class KafkaRelay implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long PATIENCE = 15_000_000_000L;

  private final String servers;
  private final Latency latency;
  private final Thread relay;
  private final Thread reader;
  private volatile boolean running = true;
  private volatile long came;

  KafkaRelay(String servers, Latency latency) {
    this.servers = servers;
    this.latency = latency;
    this.relay = Thread.ofPlatform().name("bench-relay").daemon().start(this::carry);
    this.reader = Thread.ofPlatform().name("bench-reader").daemon().start(this::read);
  }

  private void carry() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(KafkaAlone.COMMANDS);
        KafkaProducer<byte[], byte[]> producer = KafkaAlone.producer(servers)) {
      while (running) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          var _ =
              producer.send(
                  new ProducerRecord<>(
                      KafkaAlone.EVENTS, record.partition(), null, record.value()));
        }
      }
    }
  }

  private void read() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(KafkaAlone.EVENTS)) {
      while (running) {
        var records = consumer.poll(POLL);
        long now = System.nanoTime();
        for (ConsumerRecord<byte[], byte[]> record : records) {
          latency.record(ByteBuffer.wrap(record.value()).getLong(), now);
        }
        came = latency.count();
      }
    }
  }

  /// Of all partitions, from the beginning, outside of any group.
  private KafkaConsumer<byte[], byte[]> consumer(String topic) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers, "fetch.max.wait.ms", 50),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    var partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  /// Returns when so many have come, or when it has been too long.
  void await(long wanted) {
    long end = System.nanoTime() + PATIENCE;
    while (came < wanted && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    running = false;
    try {
      relay.join();
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
