package dev.confab.schema.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.schema.chat.Metadata;
import dev.confab.schema.command.Command;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MetadataCodecTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"n\":0}",
        "{\"n\":-0}",
        "{\"n\":-0.0}",
        "{\"n\":1.0}",
        "{\"n\":1.50}",
        "{\"n\":1e2}",
        "{\"n\":1E400}",
        "{\"n\":-1.5e-400}",
        "{\"n\":1E99999999999}",
        "{\"n\":2147483648}",
        "{\"n\":123456789012345678901234567890}",
        "{\"n\":[1,[1.10,{\"z\":1,\"a\":0.10}],null,true,\"\"]}",
        "{\"z\":1,\"a\":2,\"\":3}",
        "{\"s\":\"Grüße 🦉 \\\" \\\\ \\n /\"}"
      })
  void comesBackAsItWasWritten(String json) throws MalformedException {
    Metadata metadata = decode(json);

    assertThat(new String(Json.encode(metadata), UTF_8)).isEqualTo(json);
    assertThat(decode(json)).isEqualTo(metadata).hasSameHashCodeAs(metadata);
  }

  /// A `type` that comes last makes Jackson read everything before it into a buffer, which keeps
  /// all but the sign of an integer `-0`.
  @Test
  void keepsItsNumbersWhenTheTypeComesLast() throws MalformedException {
    String json =
        "{\"sessionId\":\"s\",\"commandId\":\"c\",\"at\":\"2026-01-01T00:00:00Z\",\"actor\":{\"userId\":\"u\"},"
            + "\"content\":\"x\",\"metadata\":{\"a\":1.0,\"b\":1E400,\"d\":12345678901234567890},"
            + "\"type\":\"send_message\"}";

    var send = (Command.SendMessage) Json.decode(json.getBytes(UTF_8), Command.class);

    assertThat(new String(Json.encode(List.of(Objects.requireNonNull(send.metadata()))), UTF_8))
        .isEqualTo("[{\"a\":1.0,\"b\":1E400,\"d\":12345678901234567890}]");
  }

  @Test
  void tellsNumbersApartThatAreWrittenDifferently() throws MalformedException {
    assertThat(decode("{\"n\":1.0}")).isNotEqualTo(decode("{\"n\":1.00}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "1", "\"x\"", "true", "{\"a\":1,\"a\":2}", "{\"a\":NaN}", "{\"a\":01}"})
  void refusesWhatIsNoObject(String json) {
    assertThatThrownBy(() -> decode(json)).isInstanceOf(MalformedException.class);
  }

  private static Metadata decode(String json) throws MalformedException {
    return Json.decode(json.getBytes(UTF_8), Metadata.class);
  }
}
