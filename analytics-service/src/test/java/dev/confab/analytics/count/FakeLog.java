package dev.confab.analytics.count;

import dev.confab.streams.EventLog;
import dev.confab.streams.PositionedFilter.Opening;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A log that says what it is told to.
final class FakeLog implements EventLog {
  String epoch = "epoch";
  boolean replacement;
  long end = Long.MAX_VALUE;
  @Nullable Opening opening;

  @Override
  public String epoch() {
    return epoch;
  }

  @Override
  public boolean isReplacement() {
    return replacement;
  }

  @Override
  public long end(int partition) {
    return end;
  }

  @Override
  public Map<Integer, Long> ends() {
    return Map.of();
  }

  @Override
  public @Nullable Opening openedBelow(int partition, long offset) {
    return opening;
  }
}
