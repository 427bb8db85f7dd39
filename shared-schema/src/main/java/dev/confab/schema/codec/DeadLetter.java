package dev.confab.schema.codec;

import dev.confab.schema.log.LogHeaders;
import dev.confab.schema.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// A record that nobody can use, as it goes to `chat.dead-letters`: unchanged, with where it was
/// and why.
public final class DeadLetter {
  public static final String TOPIC = "source-topic";
  public static final String PARTITION = "source-partition";
  public static final String OFFSET = "source-offset";
  public static final String REASON = "reason";

  private DeadLetter() {}

  public static ProducerRecord<byte @Nullable [], byte @Nullable []> of(
      ConsumerRecord<byte @Nullable [], byte @Nullable []> source, String reason) {
    var letter =
        new ProducerRecord<byte @Nullable [], byte @Nullable []>(
            Topics.DEAD_LETTERS.name(), source.key(), source.value());
    source.headers().forEach(letter.headers()::add);
    LogHeaders.put(letter.headers(), TOPIC, source.topic());
    LogHeaders.put(letter.headers(), PARTITION, source.partition());
    LogHeaders.put(letter.headers(), OFFSET, source.offset());
    LogHeaders.put(letter.headers(), REASON, reason);
    return letter;
  }
}
