package dev.confab.system.fuzz;

import dev.confab.system.client.Chat;
import dev.confab.system.client.RawHttp;
import dev.confab.system.client.User;
import java.io.IOException;
import java.net.URI;

/// Somebody with a session and a message, at the product under test. A new one comes now and then,
/// so that no limit of one user's ends the search. One thread.
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
    this.user = chat.user(prefix);
    this.session = user.createSession();
    this.message = user.send(session, "One").field("id");
  }

  /// Call it once for each case.
  World turn() {
    if (++cases % STAY == 0) {
      user = chat.user(prefix);
      session = user.createSession();
      message = user.send(session, "One").field("id");
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
