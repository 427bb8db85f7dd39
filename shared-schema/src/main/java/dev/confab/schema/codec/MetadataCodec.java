package dev.confab.schema.codec;

import dev.confab.schema.chat.Metadata;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/// Metadata as it came. Numbers that are not plain integers stay the text that they were written
/// as, because no number type keeps `1E400`, `-0.0` and `1.50` apart from their equals; so what was
/// accepted once reads, compares and hashes the same for ever.
final class MetadataCodec {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern PLAIN = Pattern.compile("0|-?[1-9][0-9]*");

  private MetadataCodec() {}

  static final class Writer extends ValueSerializer<Metadata> {
    @Override
    public void serialize(Metadata metadata, JsonGenerator json, SerializationContext context) {
      context.writeTree(json, metadata.node());
    }
  }

  static final class Reader extends ValueDeserializer<Metadata> {
    @Override
    public Metadata deserialize(JsonParser json, DeserializationContext context) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw context.weirdStringException("metadata", Metadata.class, "not a JSON object");
      }
      return new Metadata(object(json, context));
    }
  }

  private static ObjectNode object(JsonParser json, DeserializationContext context) {
    ObjectNode object = NODES.objectNode();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      object.set(name, value(json, context));
    }
    return object;
  }

  private static ArrayNode array(JsonParser json, DeserializationContext context) {
    ArrayNode array = NODES.arrayNode();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(json, context));
    }
    return array;
  }

  /// As deep as the document, which the parser bounds.
  private static JsonNode value(JsonParser json, DeserializationContext context) {
    return switch (json.currentToken()) {
      case START_OBJECT -> object(json, context);
      case START_ARRAY -> array(json, context);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json, context);
      default -> context.readTree(json);
    };
  }

  private static JsonNode number(JsonParser json, DeserializationContext context) {
    String text = json.getString();
    return PLAIN.matcher(text).matches()
        ? context.readTree(json)
        : NODES.rawValueNode(new RawValue(text));
  }
}
