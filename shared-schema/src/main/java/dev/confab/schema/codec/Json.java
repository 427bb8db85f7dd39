package dev.confab.schema.codec;

import dev.confab.schema.chat.Metadata;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/// JSON as Confab writes it: compact, fields in the order of their declaration, times in UTC with
/// milliseconds. What it reads it is strict about: no doubled keys, no text behind the value,
/// nothing nested over {@link #DEEPEST}. Numbers in metadata keep every digit. Thread-safe.
public final class Json {
  /// How deep a document may be nested, in objects and arrays.
  public static final int DEEPEST = 64;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final JsonMapper MAPPER = build();

  private Json() {}

  /// The one mapper; it is immutable.
  public static JsonMapper mapper() {
    return MAPPER;
  }

  public static byte[] encode(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /// Throws {@link MalformedException} if the bytes are not the JSON of such a value.
  public static <T> T decode(byte[] json, Class<T> type) throws MalformedException {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new MalformedException("the JSON is null", null);
      }
      return value;
    } catch (JacksonException | IllegalArgumentException e) {
      throw MalformedException.of(type, e);
    }
  }

  /// The time as it stands in JSON.
  public static String format(Instant time) {
    return TIME.format(time);
  }

  private static JsonMapper build() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(400)
                    .build())
            .build();
    SimpleModule module =
        new SimpleModule("confab")
            .addSerializer(Instant.class, new TimeWriter())
            .addDeserializer(Instant.class, new TimeReader())
            .addSerializer(Metadata.class, new MetadataWriter())
            .addDeserializer(Metadata.class, new MetadataReader());
    return JsonMapper.builder(factory)
        .addModule(module)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .build();
  }

  private static final class TimeWriter extends ValueSerializer<Instant> {
    @Override
    public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
      json.writeString(format(time));
    }
  }

  private static final class TimeReader extends ValueDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) {
      String text = json.getString();
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw context.weirdStringException(text, Instant.class, "not an RFC 3339 time");
      }
    }
  }

  private static final class MetadataWriter extends ValueSerializer<Metadata> {
    @Override
    public void serialize(Metadata metadata, JsonGenerator json, SerializationContext context) {
      context.writeTree(json, metadata.node());
    }
  }

  private static final class MetadataReader extends ValueDeserializer<Metadata> {
    @Override
    public Metadata deserialize(JsonParser json, DeserializationContext context) {
      if (context.readTree(json) instanceof ObjectNode node) {
        return new Metadata(node);
      }
      throw context.weirdStringException("metadata", Metadata.class, "not a JSON object");
    }
  }
}
