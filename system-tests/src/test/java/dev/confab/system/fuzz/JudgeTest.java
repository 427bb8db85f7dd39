package dev.confab.system.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.system.client.RawHttp.Reply;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The judges themselves: a check that can't fail finds nothing.
class JudgeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "400 | bad_frame         | ~~",
        "400 | invalid           | ~,'violations':[]~",
        "404 | session_not_found | ~~",
        "405 | bad_frame         | ~~",
        "505 | bad_frame         | ~~",
      })
  void whatIsDocumentedPasses(int status, String code, String more) {
    assertThatCode(() -> HttpJudge.judge("GET", problem(status, code, more)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "500 | internal          | ~~",
        "502 | bad_frame         | ~~",
        "503 | bad_frame         | ~~",
        "503 | unavailable       | ~~",
        "503 | unavailable       | ~,'retryable':true~",
        "401 | unauthenticated   | ~~",
        "404 | invalid           | ~,'violations':[]~",
        "400 | invalid           | ~~",
        "400 | teapot            | ~~",
        "418 | session_not_found | ~~",
      })
  void whatIsNotDocumentedIsFound(int status, String code, String more) {
    assertThatThrownBy(() -> HttpJudge.judge("GET", problem(status, code, more)))
        .isInstanceOf(Violation.class);
  }

  @Test
  void pageOfAnErrorIsFound() {
    Reply page =
        new Reply(404, Map.of("content-type", List.of("text/html")), "<html>".getBytes(UTF_8));

    assertThatThrownBy(() -> HttpJudge.judge("GET", page)).isInstanceOf(Violation.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{}",
        "{'type':'surprise'}",
        "{'type':'error','code':'internal','message':'m','retryable':false}",
        "{'type':'error','code':'unavailable','message':'m','retryable':false}",
        "{'type':'error','code':'invalid','retryable':false}"
      })
  void oddFrameIsFound(String frame) {
    assertThatThrownBy(() -> FrameJudge.judge(frame.replace('\'', '"')))
        .isInstanceOf(Violation.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1003, 1005, 1006, 1011, 1013, 4000, 4401})
  void wrongCloseCodeIsFound(int code) {
    assertThatThrownBy(() -> FrameJudge.close(code, 4400)).isInstanceOf(Violation.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "true  |                     |",
        "true  | ,'typ':'at+jwt'     |",
        "true  | ,'typ':null         |",
        "false | ,'typ':'logout+jwt' |",
        "false | ,'typ':0            |",
        "false | ,'crit':[]          |",
        "false |                     | ,'cnf':{'jkt':'x'}",
        "false |                     | ,'nbf':1796047471000",
        "false |                     | ,'sub':'a b'",
      })
  void tokenIsTakenForWhatItSays(boolean sound, @Nullable String header, @Nullable String claims) {
    String head = "{'alg':'RS256'%s}".formatted(Objects.requireNonNullElse(header, ""));
    String body =
        "{'iss':'confab-development','aud':'confab','sub':'a','exp':%d%s}"
            .formatted(Instant.now().getEpochSecond() + 60, Objects.requireNonNullElse(claims, ""));

    assertThat(TokenReading.isSound(base64(head) + "." + base64(body) + ".x")).isEqualTo(sound);
  }

  @ParameterizedTest
  @CsvSource({"41943040, 0, 0", "0, 20, 0", "0, 0, 9"})
  void growthIsFound(long heapBytes, long threads, long connections) {
    Vitals before = new Vitals(100, 50, 5, Map.of());
    Vitals now = new Vitals(100 + heapBytes, 50 + threads, 5 + connections, Map.of("a", 7L));

    assertThatThrownBy(() -> now.assertHoldsNoMoreThan(before)).isInstanceOf(AssertionError.class);
    assertThatCode(() -> before.assertHoldsNoMoreThan(before)).doesNotThrowAnyException();
  }

  private static String base64(String json) {
    return Base64.getUrlEncoder().encodeToString(json.replace('\'', '"').getBytes(UTF_8));
  }

  private static Reply problem(int status, String code, String more) {
    String text =
        "{'type':'urn:confab:problem:%s','title':'t','status':%d,'detail':'d','code':'%s'%s}"
            .formatted(code, status, code, more)
            .replace('\'', '"');
    return new Reply(
        status, Map.of("content-type", List.of("application/problem+json")), text.getBytes(UTF_8));
  }
}
