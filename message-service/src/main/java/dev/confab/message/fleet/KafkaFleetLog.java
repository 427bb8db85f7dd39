package dev.confab.message.fleet;

import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.topic.Topics;
import dev.confab.web.kafka.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `chat.services` with Kafka's clients.
final class KafkaFleetLog implements FleetLog {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaFleetLog.class);
  private static final TopicPartition PLACE = new TopicPartition(Topics.SERVICES.name(), 0);

  /// A beat that comes later says nothing any more. A slow broker takes most of that; to ask it a
  /// second time meanwhile would end the connection, and with it all beats that are under way.
  private static final int DELIVERY_MILLIS = 2_000;

  private static final int MOST_UNDER_WAY = 8;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicInteger underWay = new AtomicInteger();

  /// Behind what was there at the first look; -1 before it.
  private long end = -1;

  private boolean caughtUp;

  KafkaFleetLog(KafkaConnection connection) {
    consumer =
        new KafkaConsumer<>(
            connection.client(
                Map.of(
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    false,
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    "earliest")),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(PLACE));
    producer =
        new KafkaProducer<>(
            connection.client(
                Map.of(
                    ProducerConfig.LINGER_MS_CONFIG,
                    0,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    DELIVERY_MILLIS / 4,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    DELIVERY_MILLIS,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    DELIVERY_MILLIS,
                    ProducerConfig.BUFFER_MEMORY_CONFIG,
                    1_048_576L)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @Override
  public void say(Word word) {
    if (underWay.get() >= MOST_UNDER_WAY) {
      return;
    }
    underWay.incrementAndGet();
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(PLACE.topic(), PLACE.partition(), null, Json.encode(word)),
              (metadata, failure) -> underWay.decrementAndGet());
    } catch (KafkaException e) {
      underWay.decrementAndGet();
      throw e;
    }
  }

  @Override
  public void read(Duration patience, BiConsumer<Long, Word> reader) {
    try {
      if (end < 0) {
        end = consumer.endOffsets(List.of(PLACE)).getOrDefault(PLACE, 0L);
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
        take(record, reader);
      }
      caughtUp = caughtUp || consumer.position(PLACE) >= end;
    } catch (WakeupException e) {
      // There is something to say.
    }
  }

  private static void take(ConsumerRecord<byte[], byte[]> record, BiConsumer<Long, Word> reader) {
    try {
      reader.accept(record.offset(), Json.decode(record.value(), Word.class));
    } catch (MalformedException e) {
      LOG.warn("{} at offset {} is nothing that a message-service says", PLACE, record.offset());
    }
  }

  @Override
  public void wake() {
    consumer.wakeup();
  }

  @Override
  public boolean isCaughtUp() {
    return caughtUp;
  }

  @Override
  public void close() {
    try {
      producer.close(Duration.ofSeconds(1));
    } finally {
      consumer.close();
    }
  }
}
