package dev.confab.system.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.confab.schema.codec.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An event as the log has it, without its contents.
///
/// @param actor who asked for it, with `commandId`
/// @param digest of all its bytes
/// @param body of what {@link Entry.Invoked#body()} is of; of nothing for other events
/// @param item of its message's JSON; `null` if it brings none
/// @param target seq of the message that it is about, or up to which it clears; else 0
/// @param members who the members are after it, where it tells; the one it is about for
///   `member_added` and `member_removed`
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogEvent(
    String session,
    long seq,
    String type,
    String actor,
    String commandId,
    String digest,
    String body,
    @Nullable String item,
    long target,
    List<String> members) {

  /// Reads an event's JSON as it is on the topic.
  public static LogEvent of(byte[] json) {
    JsonNode event = Json.mapper().readTree(json);
    JsonNode message = event.path("message");
    return new LogEvent(
        event.path("sessionId").asString(""),
        event.path("seq").asLong(0),
        event.path("type").asString(""),
        event.path("actor").path("userId").asString(""),
        event.path("commandId").asString(""),
        Digest.of(json),
        Digest.of(about(event)),
        message.isObject() ? Digest.of(Json.encode(message)) : null,
        target(event),
        members(event));
  }

  private static String about(JsonNode event) {
    if (event.has("message")) {
      return event.path("message").path("content").asString("");
    }
    if (event.has("messageId")) {
      return event.path("messageId").asString("");
    }
    return event.path("member").path("userId").asString("");
  }

  private static long target(JsonNode event) {
    if (event.has("messageId")) {
      String id = event.path("messageId").asString("");
      return Long.parseLong(id.substring(id.lastIndexOf('.') + 1));
    }
    return event.has("upToSeq")
        ? event.path("upToSeq").asLong(0)
        : event.path("message").path("seq").asLong(0);
  }

  private static List<String> members(JsonNode event) {
    List<String> members = new ArrayList<>();
    if (event.has("member")) {
      members.add(event.path("member").path("userId").asString(""));
    }
    for (JsonNode member : event.path("session").path("members")) {
      members.add(member.path("userId").asString(""));
    }
    return members;
  }
}
