package dev.confab.analytics.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.analytics.BusiestSessions;
import dev.confab.schema.analytics.BusiestSessions.Entry;
import dev.confab.schema.id.SessionId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TopSessionsTest {
  /// Sessions fall out and come back; the first are always those that a sort finds.
  @Test
  void areTheFirstOfASortAfterEveryRaise() {
    Random random = new Random(1);
    Map<SessionId, Long> counts = new HashMap<>();
    TopSessions top = new TopSessions();
    for (int i = 0; i < 5_000; i++) {
      SessionId session = new SessionId("s" + (int) Math.abs(random.nextGaussian() * 60));
      top.raise(session, counts.merge(session, 1L, Long::sum));

      assertThat(top.entries()).isEqualTo(first(counts));
    }
    assertThat(counts).hasSizeGreaterThan(BusiestSessions.MOST + 20);
  }

  private static List<Entry> first(Map<SessionId, Long> counts) {
    return counts.entrySet().stream()
        .map(count -> new Entry(count.getKey(), count.getValue()))
        .sorted(BusiestSessions.ORDER)
        .limit(BusiestSessions.MOST)
        .toList();
  }
}
