package dev.confab.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.gateway.frame.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "x", "1", "null", "\"a\"", "[]", "[{}]", "{", "{}}", "{} {}", "{'a':1}"})
  void whatIsNoObjectIsForeign(String text) {
    assertThat(FrameReader.read(text)).isInstanceOf(FrameReader.Read.Foreign.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|bad_frame",
        "{\"type\":\"ping\"}|bad_frame",
        "{\"id\":1,\"type\":\"ping\"}|bad_frame",
        "{\"id\":\"a b\",\"type\":\"ping\"}|bad_frame",
        "{\"id\":\"\",\"type\":\"ping\"}|bad_frame",
        "{\"id\":null,\"type\":\"ping\"}|bad_frame",
        "{\"id\":\"a\"}|bad_frame",
        "{\"id\":\"a\",\"type\":7}|bad_frame",
        "{\"id\":\"a\",\"id\":\"b\",\"type\":\"ping\"}|bad_frame",
        "{\"id\":\"a\",\"type\":\"dance\"}|unknown_type",
        "{\"id\":\"a\",\"type\":\"Ping\"}|unknown_type"
      })
  void wrongFrameHasItsCode(String text, String code) {
    assertThat(answer(text)).contains("\"code\":\"" + code + "\"").doesNotContain("violations");
  }

  @Test
  void tooDeepFrameIsBad() {
    String deep =
        "{\"id\":\"a\",\"type\":\"ping\",\"x\":" + "[".repeat(100) + "]".repeat(100) + "}";
    assertThat(answer(deep)).contains("bad_frame");
    assertThat(answer(deep.replace("\"x\":", "\"x\":1,\"x\":"))).contains("bad_frame");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"type\":\"join_session\"|sessionId",
        "\"type\":\"join_session\",\"sessionId\":5|sessionId",
        "\"type\":\"join_session\",\"sessionId\":\"a/b\"|sessionId",
        "\"type\":\"join_session\",\"sessionId\":\"s\",\"after\":1|after",
        "\"type\":\"join_session\",\"sessionId\":\"s\",\"after\":{\"seq\":1}|after.epoch",
        "\"type\":\"join_session\",\"sessionId\":\"s\",\"after\":{\"epoch\":\"e\",\"seq\":-1}|after.seq",
        "\"type\":\"join_session\",\"sessionId\":\"s\",\"after\":{\"epoch\":\"e\",\"seq\":1.5}|after.seq",
        "\"type\":\"leave_session\"|sessionId",
        "\"type\":\"delete_message\",\"messageId\":\"s\"|messageId",
        "\"type\":\"delete_message\",\"messageId\":\"s.2\",\"clientId\":\"a b\"|clientId",
        "\"type\":\"delete_message\",\"messageId\":\"s.0\"|messageId",
        "\"type\":\"typing\",\"sessionId\":\"s\"|typing",
        "\"type\":\"typing\",\"sessionId\":\"s\",\"typing\":\"yes\"|typing",
        "\"type\":\"authenticate\"|token",
        "\"type\":\"get_session_info\",\"sessionId\":null|sessionId"
      })
  void wrongFieldIsNamed(String fields, String field) {
    assertThat(answer("{\"id\":\"a\"," + fields + "}"))
        .startsWith("{\"type\":\"error\",\"id\":\"a\",\"code\":\"invalid\",")
        .contains("\"retryable\":false,\"violations\":[{\"field\":\"" + field + "\"");
  }

  @Test
  void unknownFieldsAreIgnored() {
    assertThat(FrameReader.read("{\"id\":\"a\",\"type\":\"ping\",\"later\":{}}"))
        .isEqualTo(new FrameReader.Read.Sound(new ClientFrame.Ping("a")));
  }

  private static String answer(String text) {
    return FrameReader.read(text) instanceof FrameReader.Read.Wrong wrong
        ? Frame.of(wrong.answer()).toString()
        : "not wrong";
  }
}
