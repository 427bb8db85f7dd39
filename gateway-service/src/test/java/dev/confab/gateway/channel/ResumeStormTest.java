package dev.confab.gateway.channel;

import static dev.confab.gateway.channel.Room.S;
import static dev.confab.gateway.channel.Room.joined;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.gateway.log.TestLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Many clients leave and resume in any order while events go on, answers overtake events, history
/// fails, connections are slow: each client that was told `recovered` has every event once.
class ResumeStormTest {
  private static final int STEPS = 4_000;

  private final TestLog log = new TestLog();
  private final FakeHistory history = new FakeHistory();
  private final Room room =
      new Room(
          log,
          history,
          new ChannelRules(2, 1_000_000, 16, 1_000, 3),
          Room.memory(2_000, 1_000_000, 1_000_000));
  private final List<Client> clients = new ArrayList<>();
  private final List<FakeHistory.Asked> asked = new ArrayList<>();
  private Random random = new Random();

  /// What the shard has decided, and what of it the gateway has read.
  private long decided = 20;

  private long read = 20;
  private long now;
  private int recovered;
  private int reloaded;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everyClientHasEveryEventOnce(long seed) {
    random = new Random(seed);
    for (int i = 0; i < 8; i++) {
      clients.add(new Client(i));
    }
    for (int step = 0; step < STEPS; step++) {
      step();
    }
    settle();
    clients.forEach(Client::hasAll);
    assertThat(recovered).isGreaterThan(20);
    assertThat(reloaded).isPositive();
  }

  private void step() {
    Client client = clients.get(random.nextInt(clients.size()));
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> decided += random.nextInt(3);
      case 3, 4, 5 -> readOne();
      case 6 -> client.come();
      case 7 -> client.decide();
      case 8 -> answerHistory(random.nextInt(5) > 0);
      case 9 -> client.connection.room(random.nextInt(20));
      case 10 -> client.goIf(random.nextInt(3) == 0);
      default -> room.channels().expire(random.nextInt(6) == 0 ? now++ : now);
    }
    clients.forEach(Client::take);
  }

  private void readOne() {
    if (read < decided) {
      room.event(++read);
    }
  }

  private void answerHistory(boolean well) {
    asked.addAll(history.taken());
    if (asked.isEmpty()) {
      return;
    }
    FakeHistory.Asked one = asked.remove(random.nextInt(asked.size()));
    if (well) {
      one.find();
    } else {
      one.miss();
    }
  }

  /// All that is under way comes to its end.
  private void settle() {
    clients.forEach(client -> {
      client.come();
      client.decide();
      client.connection.room(Integer.MAX_VALUE);
    });
    while (read < decided) {
      readOne();
    }
    asked.addAll(history.taken());
    while (!asked.isEmpty()) {
      answerHistory(true);
      asked.addAll(history.taken());
    }
    clients.forEach(Client::take);
  }

  /// Knows what it must get next, and comes back with that.
  private final class Client {
    private final int number;
    private RecordingConnection connection;
    private Attendance attendance;
    private int connections;
    private boolean here;
    private int undecided;
    private boolean live;
    private long has = 20;

    Client(int number) {
      this.number = number;
      this.connection = connection();
      this.attendance = room.channels().attend(connection);
    }

    private RecordingConnection connection() {
      return new RecordingConnection("u" + number, "c" + number + "-" + connections++);
    }

    void come() {
      if (here) {
        return;
      }
      here = true;
      connection = connection();
      connection.room(random.nextInt(20));
      attendance = room.channels().attend(connection);
      attendance.join("j", S, new Position("epoch", has));
      undecided = log.last();
    }

    void decide() {
      if (undecided > 0) {
        log.decide(undecided, joined(decided));
        undecided = 0;
      }
    }

    void goIf(boolean wanted) {
      if (here && wanted) {
        take();
        decide();
        take();
        attendance.close();
        here = false;
        live = false;
        connection.frames.clear();
      }
    }

    void take() {
      for (String frame : connection.taken()) {
        if (frame.startsWith("joined ")) {
          answered(frame.replaceAll("\\D", ""), frame.endsWith("true"));
        } else if (frame.startsWith("e")) {
          assertThat(live).isTrue();
          assertThat(frame).isEqualTo("e" + (has + 1));
          has++;
        }
      }
      assertThat(connection.closed).isNull();
    }

    private void answered(String seq, boolean whole) {
      live = true;
      if (whole) {
        recovered++;
      } else {
        reloaded++;
        has = Long.parseLong(seq);
      }
    }

    void hasAll() {
      assertThat(has).as("client %d", number).isEqualTo(decided);
    }
  }
}
