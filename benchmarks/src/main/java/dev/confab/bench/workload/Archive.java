package dev.confab.bench.workload;

import dev.confab.bench.machine.AllInOne;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/// How far the archive is behind the log at the capacity that this run found (1 000 messages a
/// second if it found none), and how fast it catches up after it was held up by a lock on its table
/// while the load went on.
public final class Archive implements Workload {
  private static final double RATE = 1_000;
  private static final double HELD = 8;
  private static final double PATIENCE = 10;
  private static final long LOOK = 20_000_000L;
  private static final long CATCH_UP = 120_000_000_000L;

  @Override
  public void run(Context context) throws IOException {
    if (!(context.server() instanceof AllInOne server)) {
      context.say("archive: left out, since it needs a server of its own");
      return;
    }
    double rate = context.report().value("capacity", Capacity.HELD, context.target(), RATE);
    try (Stage stage = Stage.open(name(), context, Rooms.SESSIONS, Rooms.MEMBERS);
        ArchiveLag lag = new ArchiveLag(server)) {
      String workload = "%s, %,.0f messages/s".formatted(name(), rate);
      measureLag(context, workload, stage, lag, rate);
      catchUp(context, workload, stage, lag, rate);
      stage.settle();
    } catch (SQLException e) {
      throw new IOException("the archive could not be asked", e);
    }
  }

  private static void measureLag(
      Context context, String workload, Stage stage, ArchiveLag lag, double rate)
      throws IOException {
    ArchiveLag.Watch watch = lag.watch();
    stage.run(rate, 2, context.seconds(), PATIENCE);
    long[] lags = watch.end();
    Arrays.sort(lags);
    context.figure(workload, "behind the log, median", "events", (double) lags[lags.length / 2]);
    context.figure(workload, "behind the log, most", "events", (double) lags[lags.length - 1]);
  }

  private static void catchUp(
      Context context, String workload, Stage stage, ArchiveLag lag, double rate)
      throws IOException, SQLException {
    long behind;
    try (var _ = lag.hold()) {
      stage.run(rate, 0, HELD, PATIENCE);
      stage.settle();
      behind = lag.now();
    }
    long begin = System.nanoTime();
    while (lag.now() > 0) {
      if (System.nanoTime() - begin > CATCH_UP) {
        context.say("archive: has not caught up");
        return;
      }
      LockSupport.parkNanos(LOOK);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    context.figure(workload, "catching up", "events/s", behind / seconds);
    context.say("archive: %,d events in %.1f s".formatted(behind, seconds));
  }
}
