package dev.confab.gateway.socketio;

import dev.confab.schema.codec.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// What a Socket.IO client says in one text: an Engine.IO packet, and in it a Socket.IO one
/// (engine.io-protocol 4, socket.io-protocol 5).
sealed interface Packet {
  /// The one namespace there is.
  String NAMESPACE = "/chat";

  /// Wants into a namespace; `token` is that of its `auth`, if there is one.
  record Connect(String namespace, @Nullable String token) implements Packet {}

  /// @param payload an array, or whatever stands in its place
  /// @param ack the number under which an answer is expected, `null` if none is
  record Event(String namespace, @Nullable Long ack, JsonNode payload) implements Packet {}

  /// Only says that it lives.
  record Alive() implements Packet {}

  /// Leaves, the namespace or altogether.
  record Leave() implements Packet {}

  /// Nothing that this protocol has, or binary.
  record Foreign() implements Packet {}

  static Packet read(String text) {
    if (text.isEmpty()) {
      return new Foreign();
    }
    return switch (text.charAt(0)) {
      case '1' -> new Leave();
      case '2', '3', '6' -> new Alive();
      case '4' -> new Reader(text).message();
      default -> new Foreign();
    };
  }

  /// Reads `<type>[namespace,][ack][JSON]` behind the first character.
  final class Reader {
    /// Digits of the largest number that a client can count to.
    private static final int ACK_DIGITS = 15;

    private final String text;
    private int at = 1;

    private Reader(String text) {
      this.text = text;
    }

    private Packet message() {
      if (at >= text.length()) {
        return new Foreign();
      }
      char type = text.charAt(at++);
      String namespace = namespace();
      try {
        return switch (type) {
          case '0' -> new Connect(namespace, token(payload()));
          case '1' -> new Leave();
          case '2' -> new Event(namespace, ack(), payload());
          // Nothing that is sent here asks for an ack.
          case '3' -> new Alive();
          default -> new Foreign();
        };
      } catch (JacksonException | NumberFormatException e) {
        return new Foreign();
      }
    }

    private String namespace() {
      if (at >= text.length() || text.charAt(at) != '/') {
        return "/";
      }
      int comma = text.indexOf(',', at);
      String namespace = text.substring(at, comma < 0 ? text.length() : comma);
      at = comma < 0 ? text.length() : comma + 1;
      int query = namespace.indexOf('?');
      return query < 0 ? namespace : namespace.substring(0, query);
    }

    private @Nullable Long ack() {
      int from = at;
      while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0) {
        at++;
      }
      if (at - from > ACK_DIGITS) {
        throw new NumberFormatException("no client counts that far");
      }
      return at == from ? null : Long.valueOf(text.substring(from, at));
    }

    private JsonNode payload() {
      return at < text.length()
          ? Json.mapper().readTree(text.substring(at))
          : MissingNode.getInstance();
    }

    private static @Nullable String token(JsonNode auth) {
      JsonNode token = auth.path("token");
      return token.isString() ? token.stringValue() : null;
    }
  }
}
