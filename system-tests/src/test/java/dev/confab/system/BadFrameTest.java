package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Chat;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.Frame;
import dev.confab.system.client.User;
import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Frames that nobody should send. What is JSON is answered and the socket stays open; what is not
/// closes it, and only it.
@ExtendWith(SharedRun.class)
class BadFrameTest {
  private static final int LARGEST = 65_536;
  private static final String TOO_LONG =
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  private Chat chat;
  private User alice;
  private ChatSocket socket;
  private String session;

  @BeforeEach
  void start(Running running) {
    chat = new Chat(running);
    alice = chat.user("alice");
    session = alice.createSession();
    socket = alice.socket();
    socket.join(session);
  }

  @AfterEach
  void end() {
    socket.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "hello",
        "{",
        "{\"id\":\"a\",\"type\":\"ping\"",
        "{\"id\":\"a\",\"type\":\"ping\"} {}",
        "{'id':'a','type':'ping'}",
        "[{\"id\":\"a\",\"type\":\"ping\"}]",
        "[]",
        "\"ping\"",
        "1",
        "null",
        "true"
      })
  void whatIsNoObjectClosesTheSocketOnly(String text) {
    try (ChatSocket other = alice.socket()) {
      other.join(session);
      socket.say(text);
      assertThat(socket.closeCode()).isEqualTo(4400);
      assertGoesOn(other);
    }
  }

  @Test
  void binaryMessageClosesTheSocketOnly() {
    try (ChatSocket other = alice.socket()) {
      socket.say(new byte[] {1, 2, 3});
      assertThat(socket.closeCode()).isEqualTo(4400);
      assertGoesOn(other);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {LARGEST + 1, 1_000_000})
  void largerFrameClosesTheSocketOnly(int size) {
    try (ChatSocket other = alice.socket()) {
      socket.say(ping(size));
      assertThat(socket.closeCode()).isEqualTo(1009);
      assertGoesOn(other);
    }
  }

  @Test
  void largestFrameIsFine() {
    ChatSocket.require("pong", socket.ask("a", ping(LARGEST)));
    assertGoesOn(socket);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":\"ping\"}",
        "{\"id\":1,\"type\":\"ping\"}",
        "{\"id\":\"\",\"type\":\"ping\"}",
        "{\"id\":\"a b\",\"type\":\"ping\"}",
        "{\"id\":\"a\",\"id\":\"b\",\"type\":\"ping\"}",
        "{\"id\":\"" + TOO_LONG + "\",\"type\":\"ping\"}"
      })
  void frameWithoutAnIdIsABadFrame(String text) {
    socket.say(text);
    ChatSocket.refused("bad_frame", socket.awaitError());
    assertGoesOn(socket);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "bad_frame         | `x`:1",
        "bad_frame         | `type`:null",
        "bad_frame         | `type`:7",
        "unknown_type      | `type`:``",
        "unknown_type      | `type`:`PING`",
        "unknown_type      | `type`:`subscribe`",
        "invalid           | `type`:`authenticate`",
        "invalid           | `type`:`authenticate`,`token`:1",
        "invalid           | `type`:`join_session`",
        "invalid           | `type`:`join_session`,`sessionId`:1",
        "invalid           | `type`:`join_session`,`sessionId`:`a b`",
        "invalid           | `type`:`join_session`,`sessionId`:``",
        "invalid           | `type`:`join_session`,`sessionId`:`" + TOO_LONG + "`",
        "invalid           | `type`:`join_session`,`sessionId`:`SESSION`,`after`:1",
        "invalid           | `type`:`join_session`,`sessionId`:`SESSION`,`after`:{}",
        "invalid           | `type`:`join_session`,`sessionId`:`SESSION`,`after`:{`epoch`:`e`,`seq`:-1}",
        "invalid           | `type`:`join_session`,`sessionId`:`SESSION`,`after`:{`epoch`:1,`seq`:1}",
        "session_not_found | `type`:`join_session`,`sessionId`:`nowhere`",
        "session_not_found | `type`:`get_session_info`,`sessionId`:`nowhere`",
        "session_not_found | `type`:`send_message`,`sessionId`:`nowhere`,`content`:`x`",
        "invalid           | `type`:`leave_session`",
        "invalid           | `type`:`typing`,`sessionId`:`SESSION`",
        "invalid           | `type`:`typing`,`sessionId`:`SESSION`,`typing`:`yes`",
        "not_joined        | `type`:`typing`,`sessionId`:`nowhere`,`typing`:true",
        "invalid           | `type`:`edit_message`,`content`:`x`",
        "invalid           | `type`:`edit_message`,`messageId`:`SESSION`,`content`:`x`",
        "invalid           | `type`:`edit_message`,`messageId`:`SESSION.0`,`content`:`x`",
        "invalid           | `type`:`edit_message`,`messageId`:`SESSION.x`,`content`:`x`",
        "invalid           | `type`:`edit_message`,`messageId`:`SESSION.2`",
        "message_not_found | `type`:`edit_message`,`messageId`:`SESSION.99`,`content`:`x`",
        "message_not_found | `type`:`edit_message`,`messageId`:`SESSION.1`,`content`:`x`",
        "session_not_found | `type`:`edit_message`,`messageId`:`nowhere.2`,`content`:`x`",
        "invalid           | `type`:`delete_message`,`messageId`:1",
        "message_not_found | `type`:`delete_message`,`messageId`:`SESSION.999999999999999999`",
        "invalid           | `type`:`delete_message`,`messageId`:`SESSION.9999999999999999999`"
      })
  void frameIsAnsweredWithTheCodeAndTheSocketStaysOpen(String code, String fields) {
    String frame = "{\"id\":\"a\"," + fields.replace('`', '"').replace("SESSION", session) + "}";
    ChatSocket.refused(code, socket.ask("a", frame));
    assertGoesOn(socket);
  }

  @Test
  void messageOfAnotherSessionIsOutOfReach() {
    User bob = chat.user("bob");
    String foreign = bob.send(bob.createSession(), "His").field("id");
    ChatSocket.refused(
        "session_not_found",
        socket.ask("edit_message", Map.of("messageId", foreign, "content", "x")));
    ChatSocket.refused(
        "session_not_found", socket.ask("delete_message", Map.of("messageId", foreign)));
    assertGoesOn(socket);
  }

  @Test
  void sixtyFifthSessionIsTooMany() {
    try (ChatSocket other = alice.socket()) {
      for (int i = 0; i < 64; i++) {
        other.join(alice.createSession());
      }
      ChatSocket.refused(
          "too_many_sessions", other.ask("join_session", Map.of("sessionId", session)));
      ChatSocket.require("pong", other.ask("ping", Map.of()));
    }
  }

  private void assertGoesOn(ChatSocket open) {
    Frame ack = open.send(session, "Goes on");
    open.join(session);
    assertThat(ack.seq()).as("nothing was written").isEqualTo(2);
    long next = alice.send(session, "Also by REST").number("seq");
    open.awaitEvents(session, next);
  }

  private static String ping(int size) {
    String frame = "{\"id\":\"a\",\"type\":\"ping\",\"pad\":\"\"}";
    return frame.replace("\"\"", "\"" + "x".repeat(size - frame.length()) + "\"");
  }
}
