package dev.confab.bench.workload;

import dev.confab.bench.client.Room;
import dev.confab.bench.loop.HttpAnswer;
import dev.confab.bench.loop.HttpPool;
import dev.confab.bench.loop.HttpRequest;
import dev.confab.bench.loop.Loop;
import dev.confab.bench.rate.Latency;
import dev.confab.bench.wire.Bytes;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The newest 50 messages of a session, again and again, over 32 keep-alive connections. A closed
/// loop: a connection asks again when it was answered, so times are of a server that is busy all
/// the time. It begins once the view holds what was written: how long that takes, which is long
/// after an overload, is a figure.
public final class History implements Workload {
  static final int PAGE = 50;
  private static final int CONNECTIONS = 32;
  private static final int SESSIONS = 100;
  private static final int MESSAGES = 200;
  private static final double WARM = 20;
  private static final long PATIENCE = 180_000_000_000L;
  private static final long LOOK = 100_000_000L;
  private static final byte[] SEQ = Bytes.of("\"seq\":");

  private final Latency latency = new Latency();
  private int wrong;
  private int next;

  @Override
  public void run(Context context) throws IOException {
    List<Room> rooms = context.setup().rooms(Stage.users(SESSIONS, 1));
    context.setup().messages(rooms, MESSAGES, "history of %s".formatted("x".repeat(117)));
    HttpPool pool = new HttpPool(context.loop(), context.server().target().address(), CONNECTIONS);
    double behind = awaitView(context, pool, rooms);
    long from = System.nanoTime() + (long) (WARM * 1e9);
    long to = from + (long) (context.seconds() * 1e9);
    latency.window(from, to);
    wrong = 0;
    for (int i = 0; i < CONNECTIONS; i++) {
      ask(context, pool, rooms, to);
    }
    context.loop().run(now -> now > to && pool.pending() == 0 ? -1 : Loop.LATER);
    pool.close();
    if (wrong > 0) {
      throw new VoidRunException(name(), List.of(wrong + " pages were not of 50 messages"));
    }
    String workload = "%s, newest %d, %d connections".formatted(name(), PAGE, CONNECTIONS);
    context.figure(workload, "view behind the last write when it began", "s", behind);
    context.figure(workload, "requests a second", "1/s", latency.count() / context.seconds());
    context.figure(workload, "answer, p50", "ms", latency.millis(50));
    context.figure(workload, "answer, p99", "ms", latency.millis(99));
    context.say(
        "history %,.0f requests/s, p99 %.1f ms"
            .formatted(latency.count() / context.seconds(), latency.millis(99)));
  }

  /// Returns the seconds until every session's newest page is the whole one.
  private static double awaitView(Context context, HttpPool pool, List<Room> rooms)
      throws IOException {
    long begin = System.nanoTime();
    Set<Room> left = new HashSet<>(rooms);
    while (!left.isEmpty()) {
      if (System.nanoTime() - begin > PATIENCE) {
        throw new VoidRunException(
            "history", List.of(left.size() + " sessions are not in the view after three minutes"));
      }
      for (Room room : List.copyOf(left)) {
        pool.submit(
            request(
                context,
                room,
                room.owner(),
                0,
                answer -> {
                  if (isPage(answer) && answer.text().contains("\"seq\":" + (MESSAGES + 1))) {
                    left.remove(room);
                  }
                }));
      }
      long next = System.nanoTime() + LOOK;
      context.loop().run(now -> pool.pending() == 0 && now > next ? -1 : Loop.LATER);
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private void ask(Context context, HttpPool pool, List<Room> rooms, long to) {
    Room room = rooms.get(next++ % rooms.size());
    long now = System.nanoTime();
    pool.submit(
        request(
            context,
            room,
            room.owner(),
            now,
            answer -> {
              if (!isPage(answer)) {
                wrong++;
              }
              latency.record(now, now + answer.nanos());
              if (System.nanoTime() < to) {
                ask(context, pool, rooms, to);
              }
            }));
  }

  static HttpRequest request(
      Context context, Room room, String user, long since, Consumer<HttpAnswer> then) {
    String path = "/chat/sessions/" + room.id() + "/messages?limit=" + PAGE;
    return new HttpRequest("GET", path, context.setup().token(user), null, since, then);
  }

  /// Whether it has as many messages as were asked for.
  private static boolean isPage(HttpAnswer answer) {
    byte[] body = answer.body();
    int count = 0;
    for (int at = Bytes.indexOf(body, 0, body.length, SEQ);
        at >= 0;
        at = Bytes.indexOf(body, at + SEQ.length, body.length, SEQ)) {
      count++;
    }
    return answer.status() == 200 && count == PAGE;
  }
}
