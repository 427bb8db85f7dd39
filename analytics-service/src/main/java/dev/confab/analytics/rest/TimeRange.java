package dev.confab.analytics.rest;

import dev.confab.schema.error.Violation;
import dev.confab.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whole minutes, from the one to before the other.
record TimeRange(Instant from, Instant to) {
  private static final Duration DEFAULT = Duration.ofHours(1);
  private static final Duration MOST = Duration.ofDays(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

  /// The range that a request names; what it leaves out is the hour up to `asOf`, whose minute is
  /// in it. Ends the request if it names none.
  static TimeRange of(@Nullable String from, @Nullable String to, Instant asOf) {
    List<Violation> violations = new ArrayList<>();
    Instant end = time("to", to, asOf.plus(MINUTE), violations);
    Instant start = time("from", from, end.minus(DEFAULT), violations);
    if (violations.isEmpty() && !start.isBefore(end)) {
      violations.add(new Violation("from", "must be at least a minute before `to`"));
    }
    if (violations.isEmpty() && Duration.between(start, end).compareTo(MOST) > 0) {
      violations.add(new Violation("from", "must be at most a day before `to`"));
    }
    if (!violations.isEmpty()) {
      throw ProblemException.invalid(violations);
    }
    return new TimeRange(start, end);
  }

  /// The minute of the time that a parameter names. Ends the request if it names none.
  static Instant time(String name, @Nullable String text, Instant byDefault) {
    List<Violation> violations = new ArrayList<>();
    Instant time = time(name, text, byDefault, violations);
    if (!violations.isEmpty()) {
      throw ProblemException.invalid(violations);
    }
    return time;
  }

  private static Instant time(
      String name, @Nullable String text, Instant byDefault, List<Violation> violations) {
    try {
      Instant time = text == null ? byDefault : Instant.parse(text);
      if (!time.isBefore(Instant.EPOCH) && time.isBefore(END)) {
        return time.truncatedTo(ChronoUnit.MINUTES);
      }
      violations.add(new Violation(name, "must be a time from 1970 to 9999"));
      return byDefault;
    } catch (DateTimeParseException e) {
      violations.add(new Violation(name, "must be a time such as 2026-11-25T18:00:00Z"));
      return byDefault;
    }
  }
}
