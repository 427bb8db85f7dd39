package dev.confab.gateway.input;

import dev.confab.schema.chat.Metadata;
import dev.confab.schema.codec.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Text from a client, read as JSON.
public sealed interface JsonInput {
  record Sound(ObjectNode object) implements JsonInput {}

  /// An object, but one that nobody should send: nested too deep, or with doubled keys.
  record Odd(String reason) implements JsonInput {}

  /// Not JSON, or not an object.
  record Foreign() implements JsonInput {}

  /// Reads doubled keys, so that they can be told from what is no JSON.
  JsonMapper LENIENT =
      Json.mapper().rebuild().disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  static JsonInput read(String text) {
    try {
      // As metadata is read, which keeps numbers as they were written.
      return Json.mapper().readValue(text, Metadata.class) instanceof Metadata(ObjectNode object)
          ? new Sound(object)
          : new Foreign();
    } catch (StreamConstraintsException e) {
      return tooMuch(text);
    } catch (JacksonException e) {
      return readLeniently(text);
    }
  }

  private static JsonInput tooMuch(String text) {
    return text.stripLeading().startsWith("{")
        ? new Odd("The JSON is nested too deep or has too long a number.")
        : new Foreign();
  }

  private static JsonInput readLeniently(String text) {
    try {
      JsonNode node = LENIENT.readTree(text);
      return node.isObject() ? new Odd("The JSON has a key twice.") : new Foreign();
    } catch (StreamConstraintsException e) {
      return tooMuch(text);
    } catch (JacksonException e) {
      return new Foreign();
    }
  }
}
