package dev.confab.bench.workload;

import java.io.IOException;

/// One session of 1 000 members, 20 messages a second.
public final class Broadcast implements Workload {
  private static final int MEMBERS = 1_000;
  private static final int RATE = 20;
  private static final double WARM = 5;
  private static final double PATIENCE = 10;

  @Override
  public void run(Context context) throws IOException {
    try (Stage stage = Stage.open(name(), context, 1, MEMBERS)) {
      Step step = stage.run(RATE, WARM, context.seconds(), PATIENCE);
      Figures.of(context, "%s, 1 x %,d, %d messages/s".formatted(name(), MEMBERS, RATE), step);
      stage.settle();
    }
  }
}
