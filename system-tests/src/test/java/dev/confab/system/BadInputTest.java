package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Answer;
import dev.confab.system.client.Chat;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.Frame;
import dev.confab.system.client.User;
import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Messages that nobody should send, on every entrance that takes messages. Afterwards the
/// connection and the session go on.
@ExtendWith(SharedRun.class)
class BadInputTest {
  /// @param fields of the message, as JSON without its braces
  /// @param code what it is answered with, empty if it is fine
  record Row(String name, String fields, String code) {
    @Override
    public String toString() {
      return name;
    }
  }

  private User alice;
  private ChatSocket socket;
  private String session;
  private String messages;

  static Stream<Row> rows() {
    return Stream.of(contents(), metadata(), others()).flatMap(rows -> rows);
  }

  private static Stream<Row> contents() {
    return Stream.of(
        new Row("no content", "\"x\":1", "invalid"),
        new Row("empty content", "\"content\":\"\"", "invalid"),
        new Row("null as content", "\"content\":null", "invalid"),
        new Row("number as content", "\"content\":1", "invalid"),
        new Row("list as content", "\"content\":[\"a\"]", "invalid"),
        new Row("object as content", "\"content\":{\"a\":1}", "invalid"),
        new Row("32 768 bytes", content("x".repeat(32_768)), ""),
        new Row("32 769 bytes", content("x".repeat(32_769)), "invalid"),
        new Row("16 384 letters of two bytes", content("é".repeat(16_384)), ""),
        new Row("16 385 letters of two bytes", content("é".repeat(16_385)), "invalid"),
        new Row("8 192 letters of four bytes", content("😀".repeat(8_192)), ""),
        new Row("8 193 letters of four bytes", content("😀".repeat(8_193)), "invalid"),
        new Row("NUL in the content", content("a\\u0000b"), "invalid"),
        new Row("unpaired surrogate", content("a\\ud800b"), "invalid"),
        new Row("surrogates in the wrong order", content("\\ude00\\ud83d"), "invalid"),
        new Row("surrogates in the right order", content("\\ud83d\\ude00"), ""),
        new Row("controls and quotes", content("\\u0001\\t\\n\\\"\\\\\\u2028</script>"), ""));
  }

  private static Stream<Row> metadata() {
    return Stream.of(
        new Row("list as metadata", metadata("[1]"), "invalid"),
        new Row("text as metadata", metadata("\"a\""), "invalid"),
        new Row("metadata of 16 levels", metadata(nested(16)), ""),
        new Row("metadata of 17 levels", metadata(nested(17)), "invalid"),
        new Row("metadata of 1 000 levels", metadata(nested(1_000)), "bad_frame"),
        new Row("metadata of 8 192 bytes", metadata("{\"a\":\"" + "x".repeat(8_184) + "\"}"), ""),
        new Row(
            "metadata of 8 193 bytes",
            metadata("{\"a\":\"" + "x".repeat(8_185) + "\"}"),
            "invalid"),
        new Row("NUL in metadata", metadata("{\"a\":\"\\u0000\"}"), "invalid"),
        new Row("unpaired surrogate in metadata", metadata("{\"\\ud800\":1}"), "invalid"),
        new Row("key twice", metadata("{\"a\":1,\"a\":2}"), "bad_frame"),
        new Row("odd numbers", metadata("{\"a\":[1.0,1e400,-0,12345678901234567890]}"), ""));
  }

  private static Stream<Row> others() {
    return Stream.of(
        new Row("unknown role", "\"content\":\"x\",\"role\":\"boss\"", "invalid"),
        new Row("number as role", "\"content\":\"x\",\"role\":1", "invalid"),
        new Row("role of a scope", "\"content\":\"x\",\"role\":\"assistant\"", "forbidden"),
        new Row("empty clientId", "\"content\":\"x\",\"clientId\":\"\"", "invalid"),
        new Row("clientId of a wrong form", "\"content\":\"x\",\"clientId\":\"a b\"", "invalid"),
        new Row("clientId of a batch", "\"content\":\"x\",\"clientId\":\"a#1\"", "invalid"),
        new Row(
            "clientId too long",
            "\"content\":\"x\",\"clientId\":\"" + "k".repeat(65) + "\"",
            "invalid"),
        new Row("number as clientId", "\"content\":\"x\",\"clientId\":1", "invalid"),
        new Row("content twice", "\"content\":\"x\",\"content\":\"y\"", "bad_frame"),
        new Row("unknown fields", "\"content\":\"x\",\"later\":{\"a\":[]}", ""));
  }

  @BeforeEach
  void start(Running running) {
    alice = new Chat(running).user("alice");
    session = alice.createSession();
    messages = "/chat/sessions/" + session + "/messages";
    socket = alice.socket();
    socket.join(session);
  }

  @AfterEach
  void end() {
    socket.close();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void restAnswersWithTheCode(Row row) {
    assertAnswered(row, alice.post(messages, "{" + row.fields() + "}"), 201);
    assertGoesOn(row.code().isEmpty() ? 1 : 0);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void batchIsAllOrNothingOfBadInput(Row row) {
    String batch = "{\"messages\":[{\"content\":\"fine\"},{%s}]}".formatted(row.fields());
    assertAnswered(row, alice.post(messages + "/batch", batch), 201);
    // Whether the sender may is decided for each message, when its turn comes.
    int written = row.code().isEmpty() ? 2 : row.code().equals("forbidden") ? 1 : 0;
    assertGoesOn(written);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void editAnswersWithTheCode(Row row) {
    String id = alice.send(session, "Before").field("id");
    Answer answer = alice.put("/chat/messages/" + id, "{" + row.fields() + "}");
    // An edit has no role.
    boolean ignored = row.fields().contains("\"role\"");
    if (!ignored) {
      assertAnswered(row, answer, 200);
    }
    assertGoesOn(ignored || row.code().isEmpty() ? 2 : 1);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void socketAnswersWithTheCodeAndStaysOpen(Row row) {
    String frame =
        "{\"id\":\"a\",\"type\":\"send_message\",\"sessionId\":\"%s\",%s}"
            .formatted(session, row.fields());
    switch (row.code()) {
      case "" -> ChatSocket.require("ack", socket.ask("a", frame));
      case "bad_frame" -> {
        // What can't be read has no id.
        socket.say(frame);
        ChatSocket.refused("bad_frame", socket.awaitError());
      }
      default -> {
        Frame answer = socket.ask("a", frame);
        ChatSocket.refused(row.code(), answer);
        assertThat(answer.json().path("violations").isEmpty())
            .isEqualTo(!row.code().equals("invalid"));
      }
    }
    assertGoesOn(row.code().isEmpty() ? 1 : 0);
  }

  private static void assertAnswered(Row row, Answer answer, int status) {
    switch (row.code()) {
      case "" -> answer.require(status);
      case "forbidden" -> answer.refused(403, "forbidden");
      default -> answer.refused(400, row.code());
    }
    assertThat(answer.body().path("violations").isEmpty()).isEqualTo(!row.code().equals("invalid"));
  }

  /// The same socket and the session, with no more events than that.
  private void assertGoesOn(int events) {
    long next = socket.send(session, "Goes on").seq();
    assertThat(next).isEqualTo(events + 2);
    assertThat(socket.awaitEvents(session, next)).hasSize(events + 1);
    assertThat(alice.send(session, "Also by REST").number("seq")).isEqualTo(next + 1);
  }

  private static String content(String json) {
    return "\"content\":\"" + json + "\"";
  }

  private static String metadata(String json) {
    return "\"content\":\"x\",\"metadata\":" + json;
  }

  private static String nested(int levels) {
    return "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
  }
}
