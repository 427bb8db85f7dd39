package dev.confab.bench.workload;

import java.io.IOException;

/// 1 000 clients in 100 sessions of 10, at rates that leave room: what a message takes to everyone,
/// and to its ack.
public final class Rooms implements Workload {
  static final int SESSIONS = 100;
  static final int MEMBERS = 10;
  private static final int[] RATES = {200, 1_000};
  private static final double WARM = 5;
  private static final double PATIENCE = 10;

  @Override
  public void run(Context context) throws IOException {
    try (Stage stage = Stage.open(name(), context, SESSIONS, MEMBERS)) {
      for (int rate : RATES) {
        Step step = stage.run(rate, WARM, context.seconds(), PATIENCE);
        Figures.of(context, "%s, %,d messages/s".formatted(name(), rate), step);
        stage.settle();
      }
    }
  }
}
