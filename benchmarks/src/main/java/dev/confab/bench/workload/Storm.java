package dev.confab.bench.workload;

import dev.confab.bench.check.OrderCheck;
import dev.confab.bench.check.Stream;
import dev.confab.bench.client.Client;
import dev.confab.bench.client.Crowd;
import dev.confab.bench.client.Room;
import dev.confab.bench.rate.Latency;
import dev.confab.bench.wire.FrameKind;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// 5 000 clients, in 500 sessions of 10, who lost their connections at once and missed 20 messages
/// each: they connect (at the driver's pace of handshakes), join with their positions, and get what
/// they missed.
public final class Storm implements Workload {
  private static final int SESSIONS = 500;
  private static final int MEMBERS = 10;
  private static final int MISSED = 20;

  @Override
  public void run(Context context) throws IOException {
    List<Room> rooms = context.setup().rooms(Stage.users(SESSIONS, MEMBERS));
    List<Client> before = positions(context, rooms);
    context.setup().messages(rooms, MISSED, "missed while away");
    Returns returns = new Returns(new OrderCheck(rooms.size()));
    try (Crowd crowd = new Crowd(context.loop(), context.setup(), returns.check, returns)) {
      crowd.of(rooms);
      for (Client client : crowd.clients()) {
        Client one = before.get(client.room().number());
        client.resumeAfter(one.epoch(), one.stream().last());
      }
      long begin = System.nanoTime();
      crowd.connect(returns.whole::size);
      double seconds = (System.nanoTime() - begin) / 1e9;
      returns.check.end();
      if (!returns.check.faults().none()) {
        throw new VoidRunException(name(), returns.check.faults().sentences());
      }
      report(context, crowd.clients().size(), seconds, returns);
    }
  }

  private void report(Context context, int clients, double seconds, Returns returns) {
    String workload = "%s, %,d clients miss %d each".formatted(name(), clients, MISSED);
    context.figure(workload, "until all are whole", "s", seconds);
    context.figure(workload, "of it the driver's pace", "s", clients / Crowd.PACE);
    context.figure(workload, "one client, p50", "ms", returns.latency.millis(50));
    context.figure(workload, "one client, p99", "ms", returns.latency.millis(99));
    context.figure(workload, "sent back to REST", "", returns.notRecovered);
    context.say("storm: all whole after %.1f s".formatted(seconds));
  }

  /// One member of each session looks where its log stands, and goes.
  private static List<Client> positions(Context context, List<Room> rooms) throws IOException {
    Traffic silent = new Traffic(new OrderCheck(rooms.size()));
    try (Crowd crowd = new Crowd(context.loop(), context.setup(), silent.check, silent)) {
      for (Room room : rooms) {
        crowd.add(room, room.owner());
      }
      crowd.connect();
      return crowd.clients();
    }
  }

  /// Who is whole: he has got the last of what he missed, or was told to read it by REST.
  private static final class Returns extends Traffic {
    private final Latency latency = new Latency();
    private final Set<Stream> whole = new HashSet<>();
    private int notRecovered;

    Returns(OrderCheck check) {
      super(check);
    }

    @Override
    public void joined(Client client, boolean recovered, long now) {
      if (!recovered) {
        notRecovered++;
        returned(client, now);
      }
    }

    @Override
    public void event(Client client, FrameKind kind, int write, long now) {
      if (client.stream().last() == client.resumedAfter() + MISSED) {
        returned(client, now);
      }
    }

    private void returned(Client client, long now) {
      if (whole.add(client.stream())) {
        latency.record(client.opened(), now);
      }
    }
  }
}
