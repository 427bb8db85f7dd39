package dev.confab.schema.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogHeadersTest {
  private final Headers headers = new RecordHeaders();

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 9, 10, 4_294_967_296L, 999_999_999_999_999_999L})
  void readTheNumbersThatTheyWrite(long number) {
    LogHeaders.put(headers, LogHeaders.N, number);

    assertThat(LogHeaders.number(headers, LogHeaders.N)).isEqualTo(number);
    assertThat(LogHeaders.text(headers, LogHeaders.N)).isEqualTo(Long.toString(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", " 1", "1 ", "1.0", "x", "٣", "1234567890123456789"})
  void takeNothingElseForANumber(String text) {
    LogHeaders.put(headers, LogHeaders.N, text);

    assertThat(LogHeaders.number(headers, LogHeaders.N)).isEqualTo(-1);
  }

  @Test
  void haveNoNumberWhereThereIsNone() {
    headers.add(LogHeaders.TERM, null);

    assertThat(LogHeaders.number(headers, LogHeaders.TERM)).isEqualTo(-1);
    assertThat(LogHeaders.text(headers, LogHeaders.TERM)).isNull();
    assertThat(LogHeaders.number(headers, LogHeaders.N)).isEqualTo(-1);
  }

  @Test
  void countTheLastOfSeveral() {
    LogHeaders.put(headers, LogHeaders.OWNER, "first");
    LogHeaders.put(headers, LogHeaders.OWNER, "Grüße");

    assertThat(LogHeaders.text(headers, LogHeaders.OWNER)).isEqualTo("Grüße");
  }

  @Test
  void haveTheirNamesOnTheWire() {
    assertThat(
            new String[] {
              LogHeaders.TERM,
              LogHeaders.OWNER,
              LogHeaders.N,
              LogHeaders.SAFE,
              LogHeaders.SEQ,
              LogHeaders.COMMAND_OFFSET,
              LogHeaders.ORIGIN,
              LogHeaders.CE_TYPE,
              LogHeaders.SHARD_OPENED,
              LogHeaders.PROGRESS
            })
        .containsExactly(
            "term",
            "owner",
            "n",
            "safe",
            "seq",
            "command-offset",
            "origin",
            "ce_type",
            "confab.shard_opened",
            "confab.progress");
  }

  @Test
  void sayWhereARecordStands() {
    LogHeaders.put(headers, LogHeaders.TERM, 3);
    LogHeaders.put(headers, LogHeaders.OWNER, "a");
    LogHeaders.put(headers, LogHeaders.N, 7);

    assertThat(LogPosition.of(headers)).isEqualTo(new LogPosition(3, "a", 7, -1, false));

    LogHeaders.put(headers, LogHeaders.SAFE, 5);
    headers.add(LogHeaders.CE_TYPE, "confab.shard_opened".getBytes(UTF_8));
    assertThat(LogPosition.of(headers)).isEqualTo(new LogPosition(3, "a", 7, 5, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {LogHeaders.TERM, LogHeaders.OWNER, LogHeaders.N})
  void sayNothingOfAForeignRecord(String missing) {
    LogHeaders.put(headers, LogHeaders.TERM, 3);
    LogHeaders.put(headers, LogHeaders.OWNER, "a");
    LogHeaders.put(headers, LogHeaders.N, 7);
    headers.remove(missing);

    assertThat(LogPosition.of(headers)).isNull();
  }
}
