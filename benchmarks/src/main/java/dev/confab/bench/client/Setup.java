package dev.confab.bench.client;

import static java.util.stream.Collectors.joining;

import dev.confab.bench.loop.HttpAnswer;
import dev.confab.bench.loop.HttpPool;
import dev.confab.bench.loop.HttpRequest;
import dev.confab.bench.loop.Loop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What has to be there before a run: tokens, sessions, messages. It asks again where the server
/// says that it is busy.
public final class Setup {
  private static final int CONNECTIONS = 8;
  private static final long PATIENCE = 180_000_000_000L;
  private static final long PAUSE = 200_000_000L;
  private static final JsonMapper JSON = new JsonMapper();

  private final Loop loop;
  private final Target target;
  private final Map<String, String> tokens = new HashMap<>();

  public Setup(Loop loop, Target target) {
    this.loop = loop;
    this.target = target;
  }

  public Target target() {
    return target;
  }

  /// `null` where none is needed.
  public @Nullable String token(String user) {
    return tokens.get(user);
  }

  /// Sessions of those users, the first of each its owner; everyone has a token then. A user who is
  /// named more than once has so many connections.
  public List<Room> rooms(List<List<String>> members) throws IOException {
    String[] ids = new String[members.size()];
    if (target.bare()) {
      Arrays.setAll(ids, i -> UUID.randomUUID().toString());
    } else {
      issue(members.stream().flatMap(List::stream).distinct().toList());
      List<Ask> asks = new ArrayList<>();
      for (int i = 0; i < ids.length; i++) {
        int number = i;
        asks.add(
            new Ask(
                "/chat/sessions",
                token(members.get(i).getFirst()),
                sessionBody(members.get(i)),
                answer -> ids[number] = text(answer, "id")));
      }
      post(asks);
    }
    List<Room> rooms = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      rooms.add(new Room(i, ids[i], members.get(i)));
    }
    return rooms;
  }

  /// Messages in each of the rooms, in batches of at most 100.
  public void messages(List<Room> rooms, int count, String content) throws IOException {
    for (int done = 0; done < count; done += 100) {
      int size = Math.min(100, count - done);
      String one = "{\"content\":\"" + content + "\"}";
      String body =
          "{\"messages\":[" + Collections.nCopies(size, one).stream().collect(joining(",")) + "]}";
      List<Ask> asks = new ArrayList<>();
      for (Room room : rooms) {
        String path = "/chat/sessions/" + room.id() + "/messages/batch";
        asks.add(new Ask(path, token(room.owner()), body, answer -> {}));
      }
      post(asks);
    }
  }

  private void issue(List<String> users) throws IOException {
    List<Ask> asks = new ArrayList<>();
    for (String user : users) {
      if (!tokens.containsKey(user)) {
        asks.add(
            new Ask(
                "/dev/tokens",
                null,
                "{\"user\":\"" + user + "\"}",
                answer -> tokens.put(user, text(answer, "access_token"))));
      }
    }
    post(asks, target.tokens());
  }

  private static String sessionBody(List<String> users) {
    String others =
        users.stream()
            .distinct()
            .skip(1)
            .map(user -> "\"" + user + "\"")
            .collect(joining(",", "[", "]"));
    return "{\"title\":\"bench\",\"members\":" + others + "}";
  }

  private static String text(HttpAnswer answer, String field) {
    return JSON.readTree(answer.body()).get(field).asString();
  }

  private record Ask(String path, @Nullable String token, String body, Consumer<HttpAnswer> then) {}

  private void post(List<Ask> asks) throws IOException {
    post(asks, target.address());
  }

  private void post(List<Ask> asks, InetSocketAddress to) throws IOException {
    HttpPool pool = new HttpPool(loop, to, CONNECTIONS);
    long deadline = System.nanoTime() + PATIENCE;
    List<Ask> left = asks;
    long pause = 0;
    while (!left.isEmpty()) {
      List<Ask> again = new ArrayList<>();
      for (Ask ask : left) {
        pool.submit(
            new HttpRequest(
                "POST",
                ask.path(),
                ask.token(),
                ask.body(),
                0,
                answer -> settle(ask, answer, again)));
      }
      long notBefore = pause;
      loop.run(now -> {
        if (now > deadline) {
          throw new IllegalStateException("the server did not take what a run needs in time");
        }
        return pool.pending() == 0 && now >= notBefore ? -1 : Loop.LATER;
      });
      left = again;
      pause = System.nanoTime() + PAUSE;
    }
    pool.close();
  }

  private static void settle(Ask ask, HttpAnswer answer, List<Ask> again) {
    if (answer.isOk()) {
      ask.then().accept(answer);
    } else if (answer.isBusy() || answer.status() == 0) {
      again.add(ask);
    } else {
      throw new IllegalArgumentException(
          "%s: %d %s".formatted(ask.path(), answer.status(), answer.text()));
    }
  }
}
