package dev.confab.bench.workload;

import java.io.IOException;

/// What a server has to have done before it is measured: its compiler is through with most. What it
/// does until then is in the table, too, since those who start a server meet it.
public final class Warmth implements Workload {
  private static final double RATE = 500;
  private static final double SECONDS = 20;
  private static final double FAST = 1_500;
  private static final double FAST_SECONDS = 90;
  private static final double BARE_SECONDS = 15;

  @Override
  public void run(Context context) throws IOException {
    try (Stage stage = Stage.open("warm-up", context, Rooms.SESSIONS, Rooms.MEMBERS)) {
      Step first = stage.run(RATE, 0.5, SECONDS, 10);
      Figures.of(
          context,
          "the first %.0f seconds of a server, %.0f messages/s".formatted(SECONDS, RATE),
          first);
      stage.settle();
      // A bare server has little code to compile.
      stage.run(FAST, 0.5, context.server().target().bare() ? BARE_SECONDS : FAST_SECONDS, 30);
      stage.settle();
    }
  }
}
