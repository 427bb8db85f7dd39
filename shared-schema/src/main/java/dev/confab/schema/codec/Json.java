package dev.confab.schema.codec;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import dev.confab.schema.chat.Metadata;
import java.time.Instant;
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
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/// JSON as Confab writes it: compact, fields in the order of their declaration, times in UTC with
/// milliseconds. What it reads it is strict about: no doubled keys, no text behind the value,
/// nothing nested over {@link #DEEPEST}, and every component of a record is there unless it is
/// `@Nullable`; times are in the years from 1970 to 9999. Metadata keeps its numbers as they were
/// written. Thread-safe.
public final class Json {
  /// How deep a document may be nested, in objects and arrays.
  public static final int DEEPEST = 64;

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
    return Times.format(time);
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
            .addSerializer(Metadata.class, new MetadataCodec.Writer())
            .addDeserializer(Metadata.class, new MetadataCodec.Reader());
    return JsonMapper.builder(factory)
        .addModule(module)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .annotationIntrospector(new RecordNullness())
        // A record is its components; what it is asked with `is…` is no part of it.
        .changeDefaultVisibility(
            checker -> checker.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
        .withCoercionConfig(LogicalType.Textual, Json::refuseScalars)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .build();
  }

  private static void refuseScalars(MutableCoercionConfig text) {
    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
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
        Instant time = Times.parse(text);
        if (time.isBefore(Instant.EPOCH) || !time.isBefore(Times.END)) {
          throw context.weirdStringException(
              text, Instant.class, "not in the years from 1970 to 9999");
        }
        return time;
      } catch (DateTimeParseException e) {
        throw context.weirdStringException(text, Instant.class, "not an RFC 3339 time");
      }
    }
  }
}
