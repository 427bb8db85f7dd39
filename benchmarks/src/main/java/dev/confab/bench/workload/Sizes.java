package dev.confab.bench.workload;

import dev.confab.bench.client.Setup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// What it costs that sessions are large, and that there are many: the same number of deliveries to
/// ever more members of one session, and the same traffic while ever more other sessions are there.
public final class Sizes implements Workload {
  private static final int[] RECEIVERS = {2, 10, 100, 1_000, 10_000};
  private static final int MOST_MEMBERS = 1_000;
  private static final int DELIVERIES = 2_000;
  private static final int MOST_MESSAGES = 200;
  private static final int[] SESSIONS = {100, 1_000, 10_000, 100_000};
  private static final int AT_ONCE = 5_000;
  private static final int OWNERS = 2_000;
  private static final double RATE = 200;
  private static final double WARM = 5;
  private static final double PATIENCE = 20;

  @Override
  public void run(Context context) throws IOException {
    for (int receivers : RECEIVERS) {
      members(context, receivers);
    }
    int there = 0;
    for (int sessions : SESSIONS) {
      create(context.setup(), sessions - there);
      there = sessions;
      try (Stage stage = Stage.open(name(), context, Rooms.SESSIONS, Rooms.MEMBERS)) {
        Step step = stage.run(RATE, WARM, context.seconds(), PATIENCE);
        Figures.of(context, "%,d other sessions, %.0f messages/s".formatted(sessions, RATE), step);
        stage.settle();
      }
    }
  }

  /// A session has 1 000 members at most; beyond that they have several connections each.
  private static void members(Context context, int receivers) throws IOException {
    int rate = Math.clamp(DELIVERIES / receivers, 1, MOST_MESSAGES);
    List<String> members =
        IntStream.range(0, Math.min(receivers, MOST_MEMBERS)).mapToObj(i -> "user-" + i).toList();
    List<String> users = new ArrayList<>();
    Collections.nCopies(receivers / members.size(), members).forEach(users::addAll);
    try (Stage stage = Stage.of("sizes", context, List.of(users))) {
      Step step = stage.run(rate, WARM, context.seconds(), PATIENCE);
      Figures.of(context, "1 x %,d receivers, %d messages/s".formatted(receivers, rate), step);
      stage.settle();
    }
  }

  private static void create(Setup setup, int count) throws IOException {
    for (int done = 0; done < count; done += AT_ONCE) {
      List<List<String>> users = new ArrayList<>();
      for (int i = done; i < Math.min(count, done + AT_ONCE); i++) {
        users.add(List.of("owner-" + i % OWNERS));
      }
      setup.rooms(users);
    }
  }
}
