package dev.confab.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.codec.Json;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.error.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/// A frame as it goes over the line.
final class FrameText {
  /// The server closes the line at a longer one; `confab.gateway.frame-bytes` by default.
  private static final int MOST_BYTES = 65_536;

  private static final int ID_BYTES = 64;

  private FrameText() {}

  /// Throws `ConfabException` with `invalid` if the frame would cost the whole line: too long, not
  /// writable as JSON, or no Unicode.
  static String of(String id, String type, Map<String, ?> fields) {
    Map<String, Object> frame = new HashMap<>(fields);
    frame.put("id", id);
    frame.put("type", type);
    String text;
    try {
      text = Json.mapper().writeValueAsString(frame);
    } catch (JacksonException e) {
      throw invalid("It can't be written as JSON: " + e.getOriginalMessage());
    }
    if (!UTF_8.newEncoder().canEncode(text)) {
      throw invalid("It has half of a surrogate pair.");
    }
    if (text.getBytes(UTF_8).length + ID_BYTES > MOST_BYTES) {
      throw invalid("It is too long.");
    }
    return text;
  }

  /// Throws as `of` does, before there is a line.
  static void check(String type, Map<String, ?> fields) {
    of("", type, fields);
  }

  /// The server closed with 1009 because of it.
  static ConfabException refused() {
    return invalid("It is too long for this server.");
  }

  private static ConfabException invalid(String message) {
    return new ConfabException(
        ErrorCode.INVALID.text(), message, false, List.of(new Violation("content", message)));
  }
}
