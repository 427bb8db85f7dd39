package dev.confab.history.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.history.page.ListPlace;
import dev.confab.history.page.ListStart;
import dev.confab.history.page.Page;
import dev.confab.history.page.Place;
import dev.confab.history.window.Entry;
import dev.confab.schema.error.Violation;
import dev.confab.schema.id.SessionId;
import dev.confab.web.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private static final SessionId SESSION = new SessionId("session-1");
  private static final SessionId OTHER = new SessionId("session-2");

  private static final Place PLACE = new Place(Instant.parse("2026-01-02T03:04:05.678Z"), SESSION);
  private static final ListStart START =
      new ListStart("an epoch, of dots...", Map.of(0, 17L, 2, 123_456_789L, 11, 0L));

  @Test
  void comesBackAsItWent() {
    for (Cursor cursor :
        List.of(
            new Cursor.Before(SESSION, 17),
            new Cursor.After(SESSION, 0),
            new Cursor.InList(new ListPlace.Behind(PLACE, START)),
            new Cursor.InList(new ListPlace.Behind(PLACE, new ListStart("", Map.of()))),
            new Cursor.InList(new ListPlace.Moved(null, OTHER, START)),
            new Cursor.InList(new ListPlace.Moved(SESSION, OTHER, START)),
            new Cursor.InList(new ListPlace.Moved(null, null, START)),
            new Cursor.InList(new ListPlace.Moved(SESSION, null, START)))) {
      assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
      assertThat(Cursor.decode(cursor.encode())).isEqualTo(cursor);
    }
  }

  /// Made before a list remembered how it began.
  @Test
  void oldCursorOfAListIsStillOne() {
    String old = "cy4xNzY3MzIzMDQ1Njc4LnNlc3Npb24tMQ";
    Cursor cursor = new Cursor.InList(new ListPlace.Behind(PLACE, null));
    assertThat(Cursor.decode(old)).isEqualTo(cursor);
    assertThat(cursor.encode()).isEqualTo(old);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "garbage",
        "????",
        "Yi4xLg",
        "Yi4tMS5h",
        "eC4xLmE",
        "YS4wMS5h",
        "bS4wLmE",
        "bS4wLmF-LjEuZQ",
        "bS4wLmJ-YS4xLmU",
        "bS4wLmF-YS4xLmU",
        "bS4wLmF-Yn5jLjEuZQ",
        "cy4xLmEuLC5l",
        "cy4xLmEueCEuZQ",
        "bS4xLmEuMS5l",
        "cy4xLi4xLmU",
        "cy4xLmEuMQ",
        "cy4xLmEuLS5l"
      })
  void knowsWhatItDidNotMake(String text) {
    assertThat(Cursor.decode(text)).isNull();
  }

  @Test
  void leadsOnInTheDirectionOfReading() {
    Page page = new Page(List.of(entry(4), entry(7)), true);
    assertThat(range(null, null, null, null).next(SESSION, page))
        .isEqualTo(new Cursor.Before(SESSION, 4));
    assertThat(range("9", null, null, null).next(SESSION, page))
        .isEqualTo(new Cursor.Before(SESSION, 4));
    assertThat(range(null, "3", null, null).next(SESSION, page))
        .isEqualTo(new Cursor.After(SESSION, 7));
    assertThat(range(null, "3", null, null).next(SESSION, new Page(page.items(), false))).isNull();
    String cursor = new Cursor.After(SESSION, 7).encode();
    assertThat(range(null, null, cursor, null).from()).isEqualTo(new Cursor.After(SESSION, 7));
  }

  @Test
  void refusesCursorsFromElsewhere() {
    Cursor other = new Cursor.Before(new SessionId("session-2"), 3);
    Cursor list = new Cursor.InList(new ListPlace.Behind(PLACE, START));
    assertRefused("cursor", () -> range(null, null, other.encode(), null));
    assertRefused("cursor", () -> range(null, null, list.encode(), null));
    assertRefused("cursor", () -> range(null, null, "nonsense", null));
    String own = new Cursor.Before(SESSION, 3).encode();
    assertRefused("cursor", () -> range("4", null, own, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "201", "abc", "", "1e2", "99999999999999999999"})
  void refusesLimitsThatAreNone(String limit) {
    assertRefused("limit", () -> range(null, null, null, limit));
  }

  @Test
  void refusesWrongEdges() {
    assertRefused("before", () -> range("x", null, null, null));
    assertRefused("after", () -> range(null, "-4", null, null));
    assertRefused("after", () -> range("9", "3", null, null));
    assertRefused("sessionId", () -> Parameters.session("no id"));
    assertRefused("messageId", () -> Parameters.message("session-1"));
    assertRefused("messageId", () -> Parameters.message("session-1.0"));
  }

  private static void assertRefused(String field, Runnable reading) {
    assertThatThrownBy(reading::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused ->
                assertThat(refused.violations()).extracting(Violation::field).contains(field));
  }

  private static MessageRange range(
      @Nullable String before,
      @Nullable String after,
      @Nullable String cursor,
      @Nullable String limit) {
    return MessageRange.of(SESSION, before, after, cursor, limit);
  }

  private static Entry entry(long seq) {
    return new Entry(seq, new byte[0]);
  }
}
