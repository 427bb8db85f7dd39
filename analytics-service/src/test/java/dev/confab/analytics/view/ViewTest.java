package dev.confab.analytics.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.schema.analytics.AnalyticsTopics;
import dev.confab.schema.analytics.BusiestSessions;
import dev.confab.schema.analytics.BusiestSessions.Entry;
import dev.confab.schema.analytics.MinuteCount;
import dev.confab.schema.analytics.ResponseTimes;
import dev.confab.schema.analytics.Row;
import dev.confab.schema.analytics.SessionMinute;
import dev.confab.schema.analytics.UserCount;
import dev.confab.schema.analytics.Window;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.id.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewTest {
  private static final Instant HOUR = Instant.parse("2026-11-25T18:00:00Z");
  private static final Instant END = HOUR.plus(Duration.ofHours(1));
  private static final SessionId A = new SessionId("a");
  private static final SessionId B = new SessionId("b");

  private final View view = new View("epoch", 2);

  @Test
  void addsUpPartsAndTakesTheNewestRowOfEach() throws MalformedException {
    put(AnalyticsTopics.MINUTES, new MinuteCount(HOUR, 0, 1, 1, 0, 0));
    put(AnalyticsTopics.MINUTES, new MinuteCount(HOUR, 0, 4, 2, 1, 1));
    put(AnalyticsTopics.MINUTES, new MinuteCount(HOUR, 1, 3, 3, 0, 0));
    put(AnalyticsTopics.USERS, new UserCount(HOUR, 0, 2));
    put(AnalyticsTopics.USERS, new UserCount(HOUR, 1, 1));

    assertThat(view.minutes(HOUR, END)).containsExactly(new MinuteTotals(HOUR, 7, 5, 1, 1, 3));
    assertThat(view.minutes(HOUR.plusSeconds(60), END)).isEmpty();
  }

  @Test
  void mergesTheBusiestOfAllParts() throws MalformedException {
    put(
        AnalyticsTopics.BUSIEST,
        new BusiestSessions(Window.HOUR, HOUR, 0, List.of(new Entry(A, 5), new Entry(B, 1))));
    put(
        AnalyticsTopics.BUSIEST,
        new BusiestSessions(Window.HOUR, HOUR, 1, List.of(new Entry(new SessionId("c"), 3))));

    assertThat(view.busiest(Window.HOUR, HOUR, 2))
        .containsExactly(new Entry(A, 5), new Entry(new SessionId("c"), 3));
    assertThat(view.busiest(Window.DAY, HOUR, 2)).isEmpty();
  }

  @Test
  void loseWhatIsDeletedOrOld() throws MalformedException {
    Row[] rows = {
      new MinuteCount(HOUR, 0, 1, 1, 0, 0),
      new UserCount(HOUR, 0, 2),
      new SessionMinute(A, HOUR, 1, 1),
      ResponseTimes.none(HOUR, 0).plus(700),
      new BusiestSessions(Window.DAY, HOUR, 0, List.of(new Entry(A, 5)))
    };
    String[] topics = {
      AnalyticsTopics.MINUTES,
      AnalyticsTopics.USERS,
      AnalyticsTopics.SESSIONS,
      AnalyticsTopics.RESPONSES,
      AnalyticsTopics.BUSIEST
    };
    for (int i = 0; i < rows.length; i++) {
      put(topics[i], rows[i]);
    }
    assertThat(view.minutes(A, HOUR, END)).isNotEmpty();
    for (int i = 0; i < rows.length; i++) {
      view.apply(topics[i], rows[i].key(), null);
    }
    assertIsEmpty();

    for (int i = 0; i < rows.length; i++) {
      put(topics[i], rows[i]);
    }
    view.removeBefore(HOUR.plus(Duration.ofDays(2)));
    assertIsEmpty();
  }

  @Test
  void refusesWhatIsNoRow() {
    assertThatThrownBy(() -> view.apply(AnalyticsTopics.MINUTES, "x", new byte[] {'{', '}'}))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> view.apply(AnalyticsTopics.MINUTES, "x", null))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> view.apply(AnalyticsTopics.BUSIEST, "year/x/1", null))
        .isInstanceOf(MalformedException.class);
  }

  private void assertIsEmpty() {
    assertThat(view.minutes(HOUR, END)).isEmpty();
    assertThat(view.minutes(A, HOUR, END)).isEmpty();
    assertThat(view.responses(HOUR, END)).isEmpty();
    assertThat(view.busiest(Window.DAY, HOUR, 10)).isEmpty();
  }

  private void put(String topic, Row row) throws MalformedException {
    view.apply(topic, row.key(), Json.encode(row));
  }
}
