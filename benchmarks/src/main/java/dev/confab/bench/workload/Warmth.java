package dev.confab.bench.workload;

import java.io.IOException;

/// What a server has to have done before it is measured: its compiler is through with most.
public final class Warmth implements Workload {
  private static final double RATE = 500;
  private static final double SECONDS = 15;

  @Override
  public void run(Context context) throws IOException {
    try (Stage stage = Stage.open("warm-up", context, Rooms.SESSIONS, Rooms.MEMBERS)) {
      stage.run(RATE, 0.5, SECONDS, 10);
      stage.settle();
    }
  }
}
