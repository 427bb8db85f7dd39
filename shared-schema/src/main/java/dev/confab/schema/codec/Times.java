package dev.confab.schema.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/// Times as they stand in JSON: UTC with milliseconds, `2026-11-25T12:00:00.123Z`.
///
/// Each message has some and five readers; the JDK's formatter takes a hash table for each, so this
/// form is written and read by its digits (`./confab bench jmh Codec`). All others are the JDK's.
final class Times {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(UTC);

  private static final String FORM = "0000-00-00T00:00:00.000Z";
  private static final int LAST_YEAR = 9_999;

  /// The first time that has no such form.
  static final Instant END = LocalDate.of(LAST_YEAR + 1, 1, 1).atStartOfDay(UTC).toInstant();

  private static final int DAY = 86_400;
  private static final int NANOS_PER_MILLI = 1_000_000;

  private Times() {}

  static String format(Instant time) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(time.getEpochSecond(), DAY));
    int year = date.getYear();
    if (year < 0 || year > LAST_YEAR) {
      return FORMAT.format(time);
    }
    int second = Math.floorMod(time.getEpochSecond(), DAY);
    byte[] text = FORM.getBytes(ISO_8859_1);
    put(text, 0, 4, year);
    put(text, 5, 2, date.getMonthValue());
    put(text, 8, 2, date.getDayOfMonth());
    put(text, 11, 2, second / 3_600);
    put(text, 14, 2, second / 60 % 60);
    put(text, 17, 2, second % 60);
    put(text, 20, 3, time.getNano() / NANOS_PER_MILLI);
    return new String(text, ISO_8859_1);
  }

  private static void put(byte[] text, int at, int digits, int number) {
    int rest = number;
    for (int i = at + digits - 1; i >= at; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /// Throws {@link DateTimeParseException} if it is no time.
  static Instant parse(String text) {
    if (!hasForm(text)) {
      return Instant.parse(text);
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 2);
    int day = number(text, 8, 2);
    int hour = number(text, 11, 2);
    int minute = number(text, 14, 2);
    int second = number(text, 17, 2);
    if (!isDate(year, month, day) || hour > 23 || minute > 59 || second > 59) {
      return Instant.parse(text);
    }
    long seconds = LocalDate.of(year, month, day).toEpochDay() * DAY + hour * 3_600L + minute * 60L;
    return Instant.ofEpochSecond(seconds + second, (long) number(text, 20, 3) * NANOS_PER_MILLI);
  }

  private static boolean isDate(int year, int month, int day) {
    return month >= 1
        && month <= 12
        && day >= 1
        && day <= Month.of(month).length(IsoChronology.INSTANCE.isLeapYear(year));
  }

  private static boolean hasForm(String text) {
    if (text.length() != FORM.length()) {
      return false;
    }
    for (int i = 0; i < FORM.length(); i++) {
      char is = text.charAt(i);
      char form = FORM.charAt(i);
      if (form == '0' ? is < '0' || is > '9' : is != form) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int at, int digits) {
    int number = 0;
    for (int i = at; i < at + digits; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }
}
