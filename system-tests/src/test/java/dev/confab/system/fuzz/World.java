package dev.confab.system.fuzz;

import dev.confab.system.client.Chat;
import dev.confab.system.client.RawHttp;
import dev.confab.system.client.User;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/// Somebody with a session and a message, at the product under test. A new one comes now and then,
/// so that no limit of one user's ends the search. All names and ids have the same length in every
/// run, since what the dice choose depends on it. One thread.
final class World {
  static final int DEADLINE_MILLIS = 30_000;

  private static final int STAY = 400;

  private final Chat chat;
  private final String prefix;
  private int cases;
  private User user;
  private String session;
  private String message;

  World(URI uri, String prefix) {
    this.chat = new Chat(uri);
    this.prefix = prefix;
    Guest first = guest();
    this.user = first.user();
    this.session = first.session();
    this.message = first.message();
  }

  private record Guest(User user, String session, String message) {}

  private Guest guest() {
    String name = "%s-%06d".formatted(prefix, cases / STAY);
    String token =
        Again.ask(() -> chat.with(name, "").post("/dev/tokens", Map.of("user", name)))
            .require(200)
            .field("access_token");
    User guest = chat.with(name, token);
    String session =
        Again.ask(() -> guest.post("/chat/sessions", Map.of("title", "A session"), "s"))
            .require(201)
            .field("id");
    String path = "/chat/sessions/" + session + "/messages";
    String message =
        Again.ask(() -> guest.post(path, Map.of("content", "One"), "m")).require(201).field("id");
    return new Guest(guest, session, message);
  }

  /// Call it once for each case.
  World turn() {
    if (++cases % STAY == 0) {
      Guest next = guest();
      user = next.user();
      session = next.session();
      message = next.message();
    }
    return this;
  }

  URI uri() {
    return chat.uri();
  }

  User user() {
    return user;
  }

  String token() {
    return user.token();
  }

  /// The text with ids in the place of their names.
  String fill(String template) {
    return template
        .replace("SESSION", session)
        .replace("MESSAGE", message)
        .replace("TOKEN", user.token());
  }

  RawHttp connect() throws IOException {
    return new RawHttp(chat.uri(), DEADLINE_MILLIS);
  }
}
