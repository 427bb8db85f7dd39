package dev.confab.system.client;

import dev.confab.system.running.Running;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/// The entrance: users with tokens of the development issuer. Thread-safe.
public final class Chat {
  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final AtomicLong NAMES = new AtomicLong();
  private static final String RUN = Long.toString(ProcessHandle.current().pid(), 36);

  private final URI uri;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public Chat(Running running) {
    this(running.uri());
  }

  /// By that address alone, for sockets, REST and tokens.
  public Chat(URI uri) {
    this.uri = uri;
  }

  public URI uri() {
    return uri;
  }

  /// A name that no other test uses.
  public static String name(String prefix) {
    return prefix + "-" + RUN + "-" + NAMES.incrementAndGet();
  }

  /// A new user, whose name begins with the prefix.
  public User user(String prefix, String... scopes) {
    return login(name(prefix), scopes);
  }

  /// The user of that very name.
  public User login(String name, String... scopes) {
    String token =
        with(name, "")
            .post("/dev/tokens", Map.of("user", name, "scopes", List.of(scopes)))
            .require(200)
            .field("access_token");
    return with(name, token);
  }

  /// Somebody who presents this token, whatever it is worth; empty is none.
  public User with(String name, String token) {
    return new User(this, name, token);
  }

  HttpClient http() {
    return http;
  }
}
