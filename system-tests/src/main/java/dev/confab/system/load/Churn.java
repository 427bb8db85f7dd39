package dev.confab.system.load;

import dev.confab.system.history.WriteKind;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Adds the spare user to rooms and removes him again, as their owners. Each change is repeated
/// with its key until it is decided. Runs in a thread of its own until it is stopped.
final class Churn implements Runnable {
  private static final int PAUSE = 2000;

  private final Crew crew;
  private final List<Account> owners;
  private final List<Room> rooms;
  private final String spare;
  private final Random random;
  private final Set<String> in = new HashSet<>();
  private volatile boolean stopped;

  /// @param owners of the rooms, in their order
  Churn(Crew crew, List<Account> owners, List<Room> rooms, String spare) {
    this.crew = crew;
    this.owners = owners;
    this.rooms = rooms;
    this.spare = spare;
    this.random = new Random(crew.seed() + 17);
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        change(random.nextInt(rooms.size()));
        Thread.sleep(random.nextInt(PAUSE));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void change(int at) throws InterruptedException {
    Room room = rooms.get(at);
    boolean leaves = in.contains(room.id());
    String id = "member-" + crew.journal().name();
    Task task =
        new Task(
            leaves ? WriteKind.REMOVE_MEMBER : WriteKind.ADD_MEMBER,
            room,
            room.owner(),
            id,
            spare,
            "");
    Window window = crew.window(room.owner());
    window.begin(id);
    RestWrite.Outcome outcome;
    do {
      outcome = crew.restWrite().attempt(owners.get(at), task, crew.endpoints().gateway(random));
      Thread.sleep(outcome == RestWrite.Outcome.OPEN ? 500 : 0);
    } while (outcome == RestWrite.Outcome.OPEN && !Thread.interrupted());
    window.end(id);
    var _ =
        outcome == RestWrite.Outcome.ACKED && (leaves ? in.remove(room.id()) : in.add(room.id()));
  }
}
