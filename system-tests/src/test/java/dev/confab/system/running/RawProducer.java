package dev.confab.system.running;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Writes to topics whatever it is given, as anybody with access to the broker can.
public final class RawProducer implements AutoCloseable {
  private final KafkaProducer<byte @Nullable [], byte @Nullable []> producer;

  public RawProducer(Running running) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", running.kafka());
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  public int partitions(String topic) {
    return producer.partitionsFor(topic).size();
  }

  /// Returns the record's offset.
  public long write(
      String topic,
      int partition,
      @Nullable String key,
      @Nullable String value,
      Map<String, String> headers) {
    var record =
        new ProducerRecord<byte @Nullable [], byte @Nullable []>(
            topic, partition, bytes(key), bytes(value));
    headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    try {
      return producer.send(record).get().offset();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(UTF_8);
  }
}
