package dev.confab.bench.workload;

import dev.confab.bench.check.OrderCheck;
import dev.confab.bench.client.Client;
import dev.confab.bench.client.Crowd;
import dev.confab.bench.client.Room;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// A crowd that has joined its sessions, and its traffic; whoever leaves it has the traffic
/// checked.
final class Stage implements AutoCloseable {
  private static final double DRAIN = 30;

  private final String name;
  private final Context context;
  private final List<Room> rooms;
  private final Traffic traffic;
  private final Crowd crowd;

  private Stage(
      String name, Context context, List<Room> rooms, Function<OrderCheck, Traffic> made) {
    this.name = name;
    this.context = context;
    this.rooms = rooms;
    this.traffic = made.apply(new OrderCheck(rooms.size()));
    this.crowd = new Crowd(context.loop(), context.setup(), traffic.check, traffic).of(rooms);
  }

  /// So many sessions with so many members each; a user is in one session. All have joined when
  /// this returns.
  static Stage open(String name, Context context, int sessions, int members) throws IOException {
    return open(name, context, sessions, members, Traffic::new);
  }

  static Stage open(
      String name,
      Context context,
      int sessions,
      int members,
      Function<OrderCheck, Traffic> traffic)
      throws IOException {
    return connected(name, context, users(sessions, members), traffic);
  }

  /// The users of each session; one who is named several times has so many connections.
  static Stage of(String name, Context context, List<List<String>> users) throws IOException {
    return connected(name, context, users, Traffic::new);
  }

  private static Stage connected(
      String name, Context context, List<List<String>> users, Function<OrderCheck, Traffic> traffic)
      throws IOException {
    Stage stage = new Stage(name, context, context.setup().rooms(users), traffic);
    stage.crowd.connect();
    return stage;
  }

  /// All is there but the connections.
  static Stage unconnected(String name, Context context, int sessions, int members)
      throws IOException {
    List<Room> rooms = context.setup().rooms(users(sessions, members));
    return new Stage(name, context, rooms, Traffic::new);
  }

  static List<List<String>> users(int sessions, int members) {
    List<List<String>> users = new ArrayList<>();
    for (int session = 0; session < sessions; session++) {
      int first = session * members;
      users.add(IntStream.range(first, first + members).mapToObj(i -> "user-" + i).toList());
    }
    return users;
  }

  Traffic traffic() {
    return traffic;
  }

  Crowd crowd() {
    return crowd;
  }

  List<Room> rooms() {
    return rooms;
  }

  List<Client> clients() {
    return crowd.clients();
  }

  Step run(double rate, double warm, double measure, double patience) throws IOException {
    Step step =
        traffic.run(
            context.loop(),
            crowd,
            context.server().processes(),
            new Traffic.Plan(rate, warm, measure, patience));
    context.say(name + " " + step.line() + traffic.troubles());
    return step;
  }

  /// Waits for what is under way. Throws {@link VoidRunException} if a promise was broken.
  void settle() throws IOException {
    traffic.drain(context.loop(), DRAIN);
    verify();
  }

  private void verify() {
    traffic.check.end();
    if (!traffic.check.faults().none()) {
      throw new VoidRunException(name, traffic.check.faults().sentences());
    }
    if (traffic.check.unanswered() > 0) {
      context.say(name + ": " + traffic.check.unanswered() + " writes were never answered");
    }
  }

  @Override
  public void close() {
    crowd.close();
  }
}
