package dev.confab.system.load;

import dev.confab.system.history.Digest;
import dev.confab.system.history.WriteKind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A write that somebody wants done, however many attempts it takes.
///
/// @param clientId the key of all attempts; without it there is one attempt only
/// @param about the message's id or the member, if it is about one
/// @param content the text, if it has one
record Task(
    WriteKind kind,
    Room room,
    String user,
    @Nullable String clientId,
    String about,
    String content) {

  String digest() {
    return Digest.of(content.isEmpty() ? about : content);
  }

  String method() {
    return switch (kind) {
      case SEND -> "POST";
      case EDIT, ADD_MEMBER -> "PUT";
      case DELETE, REMOVE_MEMBER -> "DELETE";
    };
  }

  String path() {
    return switch (kind) {
      case SEND -> "/chat/sessions/" + room.id() + "/messages";
      case EDIT, DELETE -> "/chat/messages/" + about;
      case ADD_MEMBER, REMOVE_MEMBER -> "/chat/sessions/" + room.id() + "/members/" + about;
    };
  }

  @Nullable Object body() {
    return content.isEmpty() ? null : Map.of("content", content);
  }

  /// As a socket says it; only for messages.
  Map<String, Object> frame(String id) {
    Map<String, Object> frame = new HashMap<>();
    frame.put("id", id);
    switch (kind) {
      case SEND -> {
        frame.put("type", "send_message");
        frame.put("sessionId", room.id());
        frame.put("content", content);
      }
      case EDIT -> {
        frame.put("type", "edit_message");
        frame.put("messageId", about);
        frame.put("content", content);
      }
      case DELETE -> {
        frame.put("type", "delete_message");
        frame.put("messageId", about);
      }
      case ADD_MEMBER, REMOVE_MEMBER -> throw new IllegalStateException("not on a socket");
    }
    if (clientId != null) {
      frame.put("clientId", clientId);
    }
    return frame;
  }
}
