package dev.confab.system.fuzz;

import dev.confab.schema.error.CloseCode;
import dev.confab.schema.error.ErrorCode;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a frame of the server may be, after `docs/protocol.md`. Stateless.
final class FrameJudge {
  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Set<String> TYPES =
      Set.of(
          "authenticated",
          "joined",
          "left",
          "ack",
          "session_info",
          "pong",
          "done",
          "error",
          "session_created",
          "session_updated",
          "session_deleted",
          "member_added",
          "member_removed",
          "message_created",
          "message_updated",
          "message_deleted",
          "session_cleared",
          "user_joined",
          "user_left",
          "typing");

  /// The contract's, and those of RFC 6455 for what breaks it.
  private static final Set<Integer> CLOSES =
      Stream.concat(Stream.of(CloseCode.values()).map(CloseCode::code), Stream.of(1002, 1007))
          .collect(Collectors.toUnmodifiableSet());

  private FrameJudge() {}

  /// The frame. Throws {@link Violation}.
  static JsonNode judge(String text) {
    JsonNode frame;
    try {
      frame = JSON.readTree(text);
    } catch (JacksonException e) {
      throw new Violation("a frame that is no JSON: " + text, e);
    }
    String type = frame.path("type").asString("");
    if (!TYPES.contains(type)) {
      throw new Violation("no such type: " + text);
    }
    if (type.equals("error")) {
      error(frame, text);
    }
    return frame;
  }

  private static void error(JsonNode frame, String text) {
    String code = frame.path("code").asString("");
    boolean known = Stream.of(ErrorCode.values()).anyMatch(value -> value.text().equals(code));
    if (!known
        || frame.path("message").asString("").isEmpty()
        || frame.path("retryable").asBoolean(false) != ErrorCode.of(code).retryable()
        || frame.path("violations").size() > 20) {
      throw new Violation("an error of no documented form: " + text);
    }
  }

  /// Throws {@link Violation} if it is not a code that the server closes with, or not one of these
  /// that the case asks for.
  static void close(int code, int... expected) {
    if (!CLOSES.contains(code)
        || (expected.length > 0 && IntStream.of(expected).noneMatch(one -> one == code))) {
      throw new Violation(
          "closed with " + code + ", expected " + IntStream.of(expected).boxed().toList());
    }
  }
}
