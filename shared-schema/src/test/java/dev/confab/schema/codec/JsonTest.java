package dev.confab.schema.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.schema.chat.Message;
import dev.confab.schema.command.Command;
import dev.confab.schema.event.Event;
import dev.confab.schema.signal.Signal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
  private static final String TYPING =
      "{\"type\":\"typing\",\"sessionId\":\"s\",\"userId\":\"u\",\"typing\":true}";
  private static final String SEND =
      "{\"type\":\"send_message\",\"sessionId\":\"s\",\"commandId\":\"c\","
          + "\"at\":\"2026-01-01T00:00:00.000Z\",\"actor\":{\"userId\":\"u\"},\"content\":\"x\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"typing\"",
        "{}",
        "{\"type\":\"typing\"",
        "{\"sessionId\":\"s\",\"userId\":\"u\",\"typing\":true}",
        "{\"type\":null,\"sessionId\":\"s\",\"userId\":\"u\",\"typing\":true}",
        "{\"type\":\"singing\",\"sessionId\":\"s\",\"userId\":\"u\",\"typing\":true}",
        "{\"type\":\"typing\",\"sessionId\":\"s\",\"userId\":\"u\",\"typing\":true}{}",
        "{\"type\":\"typing\",\"sessionId\":\"s\",\"userId\":\"u\",\"typing\":true} x",
        "{\"type\":\"typing\",\"sessionId\":\"s\",\"sessionId\":\"s\",\"userId\":\"u\",\"typing\":true}",
        "{\"type\":\"typing\",\"sessionId\":\"s\",\"userId\":\"u\",\"typing\":true,\"x\":{\"a\":1,\"a\":2}}",
        "{\"type\":\"typing\",\"sessionId\":\"s\",\"userId\":\"u\"}",
        "{\"type\":\"typing\",\"sessionId\":\"s\",\"userId\":\"u\",\"typing\":null}",
        "{\"type\":\"typing\",\"sessionId\":\"s\",\"userId\":\"u\",\"typing\":\"true\"}",
        "{\"type\":\"typing\",\"sessionId\":\"s\",\"userId\":\"u\",\"typing\":1}",
        "{\"type\":\"typing\",\"sessionId\":\"s\",\"userId\":null,\"typing\":true}",
        "{\"type\":\"typing\",\"sessionId\":\"s\",\"userId\":7,\"typing\":true}",
        "{\"type\":\"typing\",\"sessionId\":\"s\",\"userId\":true,\"typing\":true}",
        "{\"type\":\"typing\",\"sessionId\":\"s\",\"userId\":[\"u\"],\"typing\":true}",
        "{\"type\":\"typing\",\"sessionId\":\"s\",\"userId\":{\"value\":\"u\"},\"typing\":true}",
        "{\"type\":\"typing\",\"sessionId\":\"s s\",\"userId\":\"u\",\"typing\":true}",
        "{\"type\":\"typing\",\"sessionId\":\"\",\"userId\":\"u\",\"typing\":true}"
      })
  void refuses(String json) {
    assertThatThrownBy(() -> decode(json, Signal.class)).isInstanceOf(MalformedException.class);
  }

  /// A trusted producer's command, too, must be one whose event can be read back.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-01-01T00:00:00.000Z | \"members\":[null]",
        "2026-01-01T00:00:00.000Z | \"members\":[\"a\",null,\"b\"]",
        "2026-01-01T00:00:00.000Z | \"members\":[7]",
        "2026-01-01T00:00:00.000Z | \"members\":\"a\"",
        "2026-01-01T00:00:00.000Z | \"members\":{}",
        "2026-01-01T00:00:00.000Z | \"title\":7",
        "2026-01-01T00:00:00.000Z | \"keyed\":\"\"",
        "2026-01-01T00:00:00.000Z | \"keyed\":1",
        "2026-01-01T00:00:00.000Z | \"metadata\":[]",
        "+20000-01-01T00:00:00.000Z | \"title\":\"t\"",
        "+10000-01-01T00:00:00.000Z | \"title\":\"t\"",
        "1969-12-31T23:59:59.999Z | \"title\":\"t\"",
        "-0001-01-01T00:00:00.000Z | \"title\":\"t\""
      })
  void refusesCommandsWhoseEventNobodyCouldRead(String at, String field) {
    String json =
        "{\"type\":\"create_session\",\"sessionId\":\"s\",\"commandId\":\"c\",\"at\":\"%s\","
                .formatted(at)
            + "\"actor\":{\"userId\":\"u\"},%s}".formatted(field);
    assertThatThrownBy(() -> decode(json, Command.class)).isInstanceOf(MalformedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[null]", "[\"chat:service\",null]", "[7]", "\"chat:service\""})
  void refusesScopesThatAreNone(String scopes) {
    String json = SEND.replace("\"u\"}", "\"u\",\"scopes\":" + scopes + "}");
    assertThatThrownBy(() -> decode(json, Command.class)).isInstanceOf(MalformedException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"content\":\"x\"|\"content\":5",
        "\"content\":\"x\"|\"content\":true",
        "\"content\":\"x\"|\"content\":null",
        "\"content\":\"x\"|\"content\":[\"x\"]",
        "\"content\":\"x\"|\"content\":\"x\",\"role\":\"boss\"",
        "\"content\":\"x\"|\"content\":\"x\",\"role\":0",
        "\"content\":\"x\"|\"content\":\"x\",\"role\":\"\"",
        "\"content\":\"x\"|\"content\":\"x\",\"metadata\":[]",
        "\"content\":\"x\"|\"content\":\"x\",\"metadata\":\"{}\"",
        "\"content\":\"x\"|\"content\":\"x\",\"keyed\":\"yes\"",
        "\"content\":\"x\"|\"content\":\"x\",\"keyed\":1",
        "\"content\":\"x\"|\"other\":\"x\"",
        "{\"userId\":\"u\"}|{}",
        "{\"userId\":\"u\"}|null",
        "{\"userId\":\"u\"}|\"u\"",
        "{\"userId\":\"u\"}|{\"userId\":\"u\",\"scopes\":[\"chat:root\"]}",
        "2026-01-01T00:00:00.000Z|yesterday",
        "\"2026-01-01T00:00:00.000Z\"|1767225600",
        "\"2026-01-01T00:00:00.000Z\"|null",
        "\"commandId\":\"c\"|\"commandId\":\"c#x\""
      })
  void refusesWrongFieldsOfACommand(String right, String wrong) throws MalformedException {
    assertThat(decode(SEND, Command.class)).isInstanceOf(Command.SendMessage.class);
    assertThat(SEND).contains(right);

    assertThatThrownBy(() -> decode(SEND.replace(right, wrong), Command.class))
        .isInstanceOf(MalformedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1.0", "\"1\"", "null", "true", "9223372036854775808", "1e3"})
  void refusesASeqThatIsNoWholeNumber(String seq) {
    String json =
        "{\"type\":\"session_cleared\",\"sessionId\":\"s\",\"seq\":1,\"at\":\"2026-01-01T00:00:00Z\","
            + "\"actor\":{\"userId\":\"u\"},\"commandId\":\"c\",\"upToSeq\":"
            + seq
            + "}";

    assertThatThrownBy(() -> decode(json, Event.class)).isInstanceOf(MalformedException.class);
  }

  @Test
  void refusesInvalidUtf8() {
    byte[] json = TYPING.replace("\"u\"", "\"?\"").getBytes(UTF_8);
    for (int i = 0; i < json.length; i++) {
      if (json[i] == '?') {
        json[i] = (byte) 0xC3;
      }
    }
    assertThatThrownBy(() -> Json.decode(json, Signal.class))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void refusesWhatIsNestedTooDeep() throws MalformedException {
    assertThat(decode(nested(Json.DEEPEST - 2), Command.class)).isNotNull();
    assertThatThrownBy(() -> decode(nested(Json.DEEPEST), Command.class))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> decode("[".repeat(100_000), Command.class))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void ignoresFieldsOfTheFuture() throws MalformedException {
    assertThat(decode(TYPING.replace("{", "{\"x\":{\"y\":[1.5,null]},"), Signal.class))
        .isEqualTo(decode(TYPING, Signal.class));
  }

  @Test
  void findsTheTypeWhereverItStands() throws MalformedException {
    assertThat(
            decode(
                "{\"sessionId\":\"s\",\"userId\":\"u\",\"typing\":true,\"type\":\"typing\"}",
                Signal.class))
        .isEqualTo(decode(TYPING, Signal.class));
  }

  @Test
  void takesNullForAnOptionalFieldLikeItsAbsence() throws MalformedException {
    assertThat(
            decode(
                SEND.replace("\"content\"", "\"role\":null,\"metadata\":null,\"content\""),
                Command.class))
        .isEqualTo(decode(SEND, Command.class));
  }

  /// What goes wrong may be logged, so it must not quote what people wrote.
  @Test
  void neverQuotesTheInput() {
    assertThatThrownBy(() -> decode("{\"type\":\"secret\",\"content\":\"secret\"}", Command.class))
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> decode("{\"id\":\"secret\"}", Message.class))
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00Z,2026-01-01T00:00:00.000Z",
    "2026-01-01T00:00:00.1Z,2026-01-01T00:00:00.100Z",
    "2026-01-01T00:00:00.123999Z,2026-01-01T00:00:00.123Z",
    "2024-02-29T23:59:59.999Z,2024-02-29T23:59:59.999Z"
  })
  void writesTimesWithMilliseconds(String time, String written) {
    assertThat(Json.format(Instant.parse(time))).isEqualTo(written);
    assertThat(new String(Json.encode(Instant.parse(time)), UTF_8)).isEqualTo('"' + written + '"');
  }

  private static String nested(int depth) {
    return SEND.replace(
        "\"content\"", "\"x\":" + "[".repeat(depth) + "]".repeat(depth) + ",\"content\"");
  }

  private static <T> T decode(String json, Class<T> type) throws MalformedException {
    return Json.decode(json.getBytes(UTF_8), type);
  }
}
