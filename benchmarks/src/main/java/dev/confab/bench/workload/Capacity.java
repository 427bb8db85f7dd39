package dev.confab.bench.workload;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The highest rate that the sessions of `rooms` carry with a p99 of at most 250 ms, with nothing
/// missing, refused or closed: ramps up by half, then tries once between what held and what failed.
public final class Capacity implements Workload {
  static final String HELD = "messages a second held";
  private static final double START = 3_375;
  private static final double FACTOR = 1.5;
  private static final double LOWEST = 100;
  private static final double LIMIT = 250;
  private static final double WARM = 3;
  private static final double MEASURE = 6;
  private static final double PATIENCE = 3;

  @Override
  public void run(Context context) throws IOException {
    try (Stage stage = Stage.open(name(), context, Rooms.SESSIONS, Rooms.MEMBERS)) {
      Step best = find(stage);
      if (best == null) {
        context.say(name() + ": not even the lowest rate held");
        context.figure(name(), HELD, "1/s", 0);
        return;
      }
      context.figure(name(), HELD, "1/s", best.rate());
      Figures.of(context, name(), best);
    }
  }

  /// `null` if no rate held.
  static @Nullable Step find(Stage stage) throws IOException {
    Step best = null;
    double failed = Double.NaN;
    double rate = START;
    while (Double.isNaN(failed) || (best == null && rate >= LOWEST)) {
      Step step = step(stage, rate);
      if (step.holds(LIMIT)) {
        best = step;
        rate *= FACTOR;
      } else {
        failed = rate;
        rate = best == null ? rate / FACTOR : rate;
      }
    }
    if (best != null) {
      Step between = step(stage, Math.sqrt(best.rate() * failed));
      best = between.holds(LIMIT) ? between : best;
    }
    return best;
  }

  private static Step step(Stage stage, double rate) throws IOException {
    Step step = stage.run(rate, WARM, MEASURE, PATIENCE);
    stage.settle();
    return step;
  }
}
