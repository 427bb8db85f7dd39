package dev.confab.bench.workload;

import java.io.IOException;

/// What a busy afternoon has of everything, at once: messages, edits, typing, leaving and coming
/// back, broken connections that resume, pages of history.
public final class Mixed implements Workload {
  private static final double RATE = 300;
  private static final double WARM = 3;
  private static final double PATIENCE = 10;

  @Override
  public void run(Context context) throws IOException {
    MixedTraffic[] mixed = new MixedTraffic[1];
    try (Stage stage =
        Stage.open(
            name(),
            context,
            Rooms.SESSIONS,
            Rooms.MEMBERS,
            check -> {
              mixed[0] = new MixedTraffic(context, check);
              return mixed[0];
            })) {
      Step step = stage.run(RATE, WARM, context.seconds(), PATIENCE);
      MixedTraffic traffic = mixed[0];
      String workload = "%s, %,.0f messages/s and the rest".formatted(name(), RATE);
      Figures.of(context, workload, step);
      context.figure(workload, "edit to ack, p99", "ms", traffic.edit.millis(99));
      context.figure(workload, "join, p99", "ms", traffic.join.millis(99));
      context.figure(workload, "connect and resume, p99", "ms", traffic.resume.millis(99));
      context.figure(workload, "page of history, p99", "ms", traffic.page.millis(99));
      context.figure(workload, "resumes", "", (double) traffic.resume.count());
      context.figure(workload, "of them sent back to REST", "", traffic.notRecovered);
      context.say("mixed " + traffic.counts());
      stage.settle();
      traffic.close();
    }
  }
}
