package dev.confab.message.archive;

import dev.confab.web.kafka.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// The way to `chat.dead-letters`. Its producer is made when the first letter is sent, which is
/// hopefully never. Not thread-safe.
final class DeadLetters implements AutoCloseable {
  private final KafkaConnection kafka;
  private @Nullable Producer<byte @Nullable [], byte @Nullable []> producer;

  DeadLetters(KafkaConnection kafka) {
    this.kafka = kafka;
  }

  /// Returns when all are durable; throws `KafkaException` if they may not be.
  void send(List<? extends ProducerRecord<byte @Nullable [], byte @Nullable []>> letters) {
    if (letters.isEmpty()) {
      return;
    }
    List<Future<?>> sent = new ArrayList<>();
    for (var letter : letters) {
      sent.add(producer().send(letter));
    }
    try {
      for (Future<?> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new KafkaException("a dead letter could not be written", e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private Producer<byte @Nullable [], byte @Nullable []> producer() {
    var open = producer;
    if (open == null) {
      open =
          new KafkaProducer<byte @Nullable [], byte @Nullable []>(
              kafka.client(
                  Map.of(
                      ProducerConfig.CLIENT_ID_CONFIG,
                      "confab-archive-dead-letters",
                      ProducerConfig.MAX_BLOCK_MS_CONFIG,
                      10_000,
                      ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                      40_000,
                      ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                      ByteArraySerializer.class,
                      ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                      ByteArraySerializer.class)));
      producer = open;
    }
    return open;
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ofMillis(500));
      producer = null;
    }
  }
}
