package dev.confab.gateway.socket;

import dev.confab.gateway.channel.Position;
import dev.confab.gateway.frame.Answer;
import dev.confab.gateway.input.Fields;
import dev.confab.gateway.input.JsonInput;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.Id;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the text of a frame.
final class FrameReader {
  /// What the text is.
  sealed interface Read {
    record Sound(ClientFrame frame) implements Read {}

    /// The socket stays open; `id` is `null` if there is none that can be echoed.
    record Wrong(@Nullable String id, Answer answer) implements Read {}

    /// Not JSON, or not an object: whoever speaks so is no client of ours.
    record Foreign() implements Read {}
  }

  private FrameReader() {}

  static Read read(String text) {
    return switch (JsonInput.read(text)) {
      case JsonInput.Foreign foreign -> new Read.Foreign();
      case JsonInput.Odd odd ->
          new Read.Wrong(null, Answer.error(null, ErrorCode.BAD_FRAME, odd.reason()));
      case JsonInput.Sound sound -> read(sound.object());
    };
  }

  private static Read read(ObjectNode object) {
    JsonNode idNode = object.get("id");
    JsonNode typeNode = object.get("type");
    String id = idNode != null && idNode.isString() ? idNode.stringValue() : null;
    if (!Id.isValid(id) || id == null) {
      return wrong(null, ErrorCode.BAD_FRAME, "A frame has an id of the form [A-Za-z0-9_-]{1,64}.");
    }
    if (typeNode == null || !typeNode.isString()) {
      return wrong(id, ErrorCode.BAD_FRAME, "A frame has a type, which is a text.");
    }
    Fields fields = new Fields(object);
    ClientFrame frame = frame(id, typeNode.stringValue(), fields);
    if (frame == null) {
      return wrong(id, ErrorCode.UNKNOWN_TYPE, ErrorCode.UNKNOWN_TYPE.sentence());
    }
    boolean checkedLater =
        frame instanceof ClientFrame.SendMessage || frame instanceof ClientFrame.EditMessage;
    return checkedLater || fields.violations().isEmpty()
        ? new Read.Sound(frame)
        : new Read.Wrong(id, Answer.invalid(id, fields.violations()));
  }

  private static @Nullable ClientFrame frame(String id, String type, Fields fields) {
    return switch (type) {
      case "authenticate" -> new ClientFrame.Authenticate(id, fields.text("token"));
      case "join_session" ->
          new ClientFrame.JoinSession(id, fields.session("sessionId"), after(fields));
      case "leave_session" -> new ClientFrame.LeaveSession(id, fields.session("sessionId"));
      case "send_message" -> new ClientFrame.SendMessage(id, fields.session("sessionId"), fields);
      case "edit_message" -> new ClientFrame.EditMessage(id, fields.message("messageId"), fields);
      case "delete_message" ->
          new ClientFrame.DeleteMessage(
              id, fields.message("messageId"), fields.optionalKey("clientId"));
      case "typing" ->
          new ClientFrame.Typing(
              id,
              fields.session("sessionId"),
              fields.flag("typing"),
              fields.optionalFlag("answer"));
      case "get_session_info" -> new ClientFrame.GetSessionInfo(id, fields.session("sessionId"));
      case "ping" -> new ClientFrame.Ping(id);
      default -> null;
    };
  }

  private static @Nullable Position after(Fields fields) {
    Fields after = fields.optionalObject("after");
    return after == null ? null : new Position(after.text("epoch"), after.count("seq"));
  }

  private static Read wrong(@Nullable String id, ErrorCode code, String message) {
    return new Read.Wrong(id, Answer.error(id, code, message));
  }
}
