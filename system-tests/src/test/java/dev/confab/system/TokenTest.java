package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Chat;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.Frame;
import dev.confab.system.client.Tokens;
import dev.confab.system.client.User;
import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedRun.class)
class TokenTest {
  private static final String FOREIGN = "http://evil.example";

  private Running running;
  private Chat chat;
  private User alice;
  private String session;

  @BeforeEach
  void start(Running shared) {
    running = shared;
    chat = new Chat(running);
    alice = chat.user("alice");
    session = alice.createSession();
  }

  @Test
  void tokenThatIsFineIsBelievedEverywhere() {
    User fine = chat.with(alice.name(), token("fine"));
    fine.get(readPath()).require(200);
    fine.send(session, "x");
    try (ChatSocket byHeader = fine.socket();
        ChatSocket byFrame = chat.with("", "").socket()) {
      byHeader.join(session);
      Frame answer = byFrame.ask("authenticate", Map.of("token", fine.token()));
      ChatSocket.require("authenticated", answer);
      assertThat(answer.field("userId")).isEqualTo(alice.name());
      assertThat(answer.field("expiresAt")).isNotEmpty();
      byFrame.join(session);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "three garbage parts",
        "expired",
        "endless",
        "not yet valid",
        "another issuer",
        "no issuer",
        "another audience",
        "no audience",
        "no subject",
        "subject that is no id",
        "another key",
        "alg none",
        "HS256 with the public key",
        "changed claims",
        "no signature"
      })
  void badTokenIsBelievedNowhere(String kind) {
    User bad = chat.with(alice.name(), token(kind));
    bad.get(path()).refused(401, "unauthenticated");
    bad.post(path() + "/messages", Map.of("content", "x")).refused(401, "unauthenticated");
    try (ChatSocket byHeader = bad.socket();
        ChatSocket byFrame = chat.with("", "").socket();
        ChatSocket refreshed = alice.socket()) {
      assertThat(byHeader.closeCode()).isEqualTo(4401);
      byFrame.tell("authenticate", Map.of("token", bad.token()));
      assertThat(byFrame.closeCode()).isEqualTo(4401);
      refreshed.join(session);
      refreshed.tell("authenticate", Map.of("token", bad.token()));
      assertThat(refreshed.closeCode()).isEqualTo(4401);
    }
    assertThat(alice.send(session, "Goes on").number("seq")).isEqualTo(2);
  }

  @Test
  void noTokenIsNobody() {
    User nobody = chat.with("", "");
    nobody.get("/chat/sessions").refused(401, "unauthenticated");
    nobody.post("/chat/sessions", Map.of("title", "x")).refused(401, "unauthenticated");
    nobody.get(path() + "?access_token=" + alice.token()).refused(401, "unauthenticated");
    try (ChatSocket socket = nobody.socket()) {
      socket.tell("join_session", Map.of("sessionId", session));
      assertThat(socket.closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void tokenOfAnotherUserDoesNotRefresh() {
    try (ChatSocket socket = alice.socket()) {
      ChatSocket.require(
          "authenticated", socket.ask("authenticate", Map.of("token", token("fine"))));
      socket.join(session);
      socket.tell("authenticate", Map.of("token", chat.user("bob").token()));
      assertThat(socket.closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void cookieCountsFromThePageItself() {
    Map<String, String> own = Map.of("Cookie", cookie(), "Origin", chat.uri().toString());
    User browser = chat.with(alice.name(), "");
    assertThat(
            browser
                .ask("POST", path() + "/messages", Map.of("content", "x"), own)
                .require(201)
                .number("seq"))
        .isEqualTo(2);
    browser.ask("GET", readPath(), null, Map.of("Cookie", cookie())).require(200);
    try (ChatSocket socket = ChatSocket.open(chat, own)) {
      socket.join(session);
      assertThat(socket.send(session, "y").seq()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {FOREIGN, "null", "http://localhost", "https://localhost:PORT", "NONE"})
  void cookieOfAForeignPageCountsForNothing(String origin) {
    String named = origin.replace("PORT", String.valueOf(chat.uri().getPort()));
    Map<String, String> headers =
        named.equals("NONE")
            ? Map.of("Cookie", cookie())
            : Map.of("Cookie", cookie(), "Origin", named);
    User browser = chat.with(alice.name(), "");
    browser
        .ask("POST", path() + "/messages", Map.of("content", "x"), headers)
        .refused(401, "unauthenticated");
    browser.ask("DELETE", path(), null, headers).refused(401, "unauthenticated");
    try (ChatSocket socket = ChatSocket.open(chat, headers)) {
      assertThat(socket.closeCode()).isEqualTo(4403);
    }
    assertThat(alice.send(session, "Goes on").number("seq")).isEqualTo(2);
  }

  @Test
  void foreignPageMayNotReadAnswers() {
    Map<String, String> headers = Map.of("Cookie", cookie(), "Origin", FOREIGN);
    var answer = chat.with("", "").ask("GET", readPath(), null, headers);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void developmentIssuerServesNoForeignPage() {
    chat.with("", "")
        .ask("POST", "/dev/tokens", Map.of("user", "alice"), Map.of("Origin", FOREIGN))
        .refused(403, "forbidden");
  }

  private String token(String kind) {
    return Tokens.of(running, alice.name()).token(kind);
  }

  private String cookie() {
    return "access_token=" + alice.token();
  }

  private String path() {
    return "/chat/sessions/" + session;
  }

  /// For a view that may not have the session yet.
  private String readPath() {
    return path() + "?minSeq=1";
  }
}
