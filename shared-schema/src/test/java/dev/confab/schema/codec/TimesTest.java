package dev.confab.schema.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against the JDK's own, which is what they stand in for.
class TimesTest {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  @Test
  void anyTimeIsWrittenAsTheFormatSays() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      long second = random.nextLong(-70_000_000_000L, 300_000_000_000L);
      same(Instant.ofEpochSecond(second, random.nextInt(1_000_000_000)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999999Z",
        "2024-02-29T23:59:59.001Z",
        "0000-01-01T00:00:00Z",
        "-0001-12-31T23:59:59.999Z",
        "9999-12-31T23:59:59.999Z",
        "+10000-01-01T00:00:00Z"
      })
  void theEdgesAre(String time) {
    same(Instant.parse(time));
  }

  private static void same(Instant time) {
    String text = FORMAT.format(time);
    assertThat(Times.format(time)).isEqualTo(text);
    if (text.length() == 24) {
      assertThat(Times.parse(text)).isEqualTo(Instant.parse(text));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-25T12:00:00Z",
        "2026-11-25T12:00:00.1Z",
        "2026-11-25T12:00:00.123456Z",
        "2026-11-25T12:00:00.123+01:00",
        "2026-11-25T24:00:00.000Z",
        "2026-06-30T23:59:60.000Z"
      })
  void otherFormsAreReadAsTheJdkReadsThem(String text) {
    assertThat(Times.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-02-29T12:00:00.123Z",
        "2026-04-31T12:00:00.123Z",
        "2026-00-10T12:00:00.123Z",
        "2026-13-10T12:00:00.123Z",
        "2026-10-00T12:00:00.123Z",
        "2026-11-25T25:00:00.123Z",
        "2026-11-25T12:60:00.123Z",
        "2026-11-25 12:00:00.123Z",
        "2026-11-25T12:00:00,123Z",
        "2026-11-25T12:00:00.12\u0663Z",
        "2026-11-25T12:00:00.123z1"
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> Times.parse(text)).isInstanceOf(DateTimeParseException.class);
  }
}
