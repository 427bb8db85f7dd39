package dev.confab.schema.codec;

import dev.confab.schema.log.LogHeaders;
import dev.confab.schema.topic.Topics;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// A record that nobody can use, as it goes to `chat.dead-letters`: unchanged, with where it was
/// and why. What would make the letter too large for its topic is cut, and how long it was is told.
public final class DeadLetter {
  public static final String TOPIC = "source-topic";
  public static final String PARTITION = "source-partition";
  public static final String OFFSET = "source-offset";
  public static final String REASON = "reason";

  /// How many bytes the value had, where it was cut.
  public static final String CUT_FROM = "cut-from";

  /// In bytes, each; together they are less than the 1 MiB that producers and brokers take by
  /// default.
  private static final int LARGEST_VALUE = 900_000;

  private static final int LARGEST_KEY = 32_768;
  private static final int LARGEST_HEADERS = 65_536;
  private static final int LONGEST_REASON = 2_000;

  private DeadLetter() {}

  public static ProducerRecord<byte @Nullable [], byte @Nullable []> of(
      ConsumerRecord<byte @Nullable [], byte @Nullable []> source, String reason) {
    byte[] value = source.value();
    var letter =
        new ProducerRecord<byte @Nullable [], byte @Nullable []>(
            Topics.DEAD_LETTERS.name(), cut(source.key(), LARGEST_KEY), cut(value, LARGEST_VALUE));
    if (size(source.headers()) <= LARGEST_HEADERS) {
      source.headers().forEach(letter.headers()::add);
    }
    LogHeaders.put(letter.headers(), TOPIC, source.topic());
    LogHeaders.put(letter.headers(), PARTITION, source.partition());
    LogHeaders.put(letter.headers(), OFFSET, source.offset());
    LogHeaders.put(
        letter.headers(), REASON, reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
    if (value != null && value.length > LARGEST_VALUE) {
      LogHeaders.put(letter.headers(), CUT_FROM, value.length);
    }
    return letter;
  }

  private static byte @Nullable [] cut(byte @Nullable [] bytes, int most) {
    return bytes == null || bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
  }

  private static long size(Headers headers) {
    long size = 0;
    for (Header header : headers) {
      size += header.key().length() * 3L + (header.value() == null ? 0 : header.value().length);
    }
    return size;
  }
}
