package dev.confab.analytics.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.analytics.SessionMinute;
import dev.confab.schema.id.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MinuteSeriesTest {
  private static final SessionId SESSION = new SessionId("s");
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
  private static final Instant END = START.plus(Duration.ofDays(2));

  private final MinuteSeries series = new MinuteSeries();

  @Test
  void isAMapOfMinutes() {
    Random random = new Random(1);
    TreeMap<Instant, SessionMinute> map = new TreeMap<>();
    for (int i = 0; i < 5_000; i++) {
      Instant minute = START.plus(Duration.ofMinutes(random.nextInt(300)));
      switch (random.nextInt(20)) {
        case 0, 1, 2 -> {
          series.remove(minute);
          map.remove(minute);
        }
        case 3 -> {
          Instant floor = START.plus(Duration.ofMinutes(random.nextInt(30)));
          series.removeBefore(floor);
          map.headMap(floor).clear();
        }
        default -> {
          var row = new SessionMinute(SESSION, minute, random.nextInt(900), random.nextInt(90));
          series.put(minute, row.messages(), row.activeUsers());
          map.put(minute, row);
        }
      }
      assertThat(series.between(SESSION, START, END)).isEqualTo(List.copyOf(map.values()));
      assertThat(series.isEmpty()).isEqualTo(map.isEmpty());
    }
    Instant from = START.plus(Duration.ofMinutes(100));
    Instant to = START.plus(Duration.ofMinutes(200));
    assertThat(series.between(SESSION, from, to))
        .isEqualTo(List.copyOf(map.subMap(from, to).values()));
  }

  @Test
  void keepsTheLargestNumbersThatFit() {
    series.put(START, 5_000_000, 70_000);
    series.put(START.plusSeconds(60), 1, 1);

    assertThat(series.between(SESSION, START, END))
        .containsExactly(
            new SessionMinute(SESSION, START, 1_048_575, 65_535),
            new SessionMinute(SESSION, START.plusSeconds(60), 1, 1));
  }
}
