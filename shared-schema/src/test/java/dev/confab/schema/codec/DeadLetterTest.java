package dev.confab.schema.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.log.LogHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private static final int PRODUCERS_LIMIT = 1_048_576;

  @Test
  void isWhatItWasWithItsPlace() {
    var letter = DeadLetter.of(record(new byte[10], new byte[20]), "because");
    assertThat(letter.key()).hasSize(10);
    assertThat(letter.value()).hasSize(20);
    assertThat(LogHeaders.text(letter.headers(), DeadLetter.OFFSET)).isEqualTo("7");
    assertThat(LogHeaders.text(letter.headers(), DeadLetter.REASON)).isEqualTo("because");
    assertThat(LogHeaders.text(letter.headers(), DeadLetter.CUT_FROM)).isNull();
  }

  @Test
  void fitsIntoItsTopicHoweverLargeTheRecordWas() {
    var value = record(null, new byte[PRODUCERS_LIMIT - 80]);
    assertThat(size(DeadLetter.of(value, "x".repeat(PRODUCERS_LIMIT)))).isLessThan(PRODUCERS_LIMIT);
    assertThat(LogHeaders.text(DeadLetter.of(value, "").headers(), DeadLetter.CUT_FROM))
        .isEqualTo(Integer.toString(PRODUCERS_LIMIT - 80));
    var key = record(new byte[PRODUCERS_LIMIT - 80], new byte[20]);
    assertThat(size(DeadLetter.of(key, "because"))).isLessThan(PRODUCERS_LIMIT);
    var headers = record(new byte[40_000], new byte[PRODUCERS_LIMIT / 2]);
    headers.headers().add("large", new byte[PRODUCERS_LIMIT / 3]);
    assertThat(size(DeadLetter.of(headers, "because"))).isLessThan(PRODUCERS_LIMIT);
  }

  private static ConsumerRecord<byte @Nullable [], byte @Nullable []> record(
      byte @Nullable [] key, byte @Nullable [] value) {
    return new ConsumerRecord<>("topic", 3, 7, key, value);
  }

  private static int size(ProducerRecord<byte @Nullable [], byte @Nullable []> letter) {
    return AbstractRecords.estimateSizeInBytesUpperBound(
        RecordBatch.CURRENT_MAGIC_VALUE,
        CompressionType.NONE,
        letter.key(),
        letter.value(),
        letter.headers().toArray());
  }
}
