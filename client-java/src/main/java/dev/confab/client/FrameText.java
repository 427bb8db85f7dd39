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
  /// The server closes for good at a longer one; `confab.gateway.frame-bytes` by default.
  private static final int MOST_BYTES = 65_536;

  private static final int ID_BYTES = 64;

  private FrameText() {}

  static String of(String id, String type, Map<String, ?> fields) {
    Map<String, Object> frame = new HashMap<>(fields);
    frame.put("id", id);
    frame.put("type", type);
    return Json.mapper().writeValueAsString(frame);
  }

  /// Throws `ConfabException` with `invalid` if the frame would cost the whole line: too long, not
  /// writable as JSON, or no Unicode.
  static void check(String type, Map<String, ?> fields) {
    String text;
    try {
      text = of("", type, fields);
    } catch (JacksonException e) {
      throw invalid("It can't be written as JSON: " + e.getOriginalMessage());
    }
    if (!UTF_8.newEncoder().canEncode(text)) {
      throw invalid("It has half of a surrogate pair.");
    }
    if (text.getBytes(UTF_8).length + ID_BYTES > MOST_BYTES) {
      throw invalid("It is too long.");
    }
  }

  private static ConfabException invalid(String message) {
    return new ConfabException(
        ErrorCode.INVALID.text(), message, false, List.of(new Violation("content", message)));
  }
}
