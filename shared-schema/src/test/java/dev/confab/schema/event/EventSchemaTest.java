package dev.confab.schema.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.codec.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

final class EventSchemaTest {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  static Stream<Path> samples() throws IOException {
    return Samples.of("events");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void acceptsEverySample(Path sample) {
    assertThat(errors(sample, new String(Samples.bytes(sample), UTF_8))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void acceptsFieldsOfTheFuture(Path sample) {
    ObjectNode event = read(sample);
    event.put("later", 1);
    objects(event).forEach(object -> object.put("later", 1));

    assertThat(errors(sample, event.toString())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void refusesAnythingWithoutOneOfItsFields(Path sample) {
    for (String field : List.copyOf(read(sample).propertyNames())) {
      ObjectNode event = read(sample);
      event.remove(field);
      assertThat(errors(sample, event.toString())).as("without %s", field).isNotEmpty();
    }
  }

  /// What a schema needs the code needs, and the other way round; else one of them is too lax.
  @ParameterizedTest
  @MethodSource("samples")
  void needsTheFieldsThatTheCodeNeeds(Path sample) {
    int places = objects(read(sample)).size();
    for (int place = 0; place < places; place++) {
      for (String field : List.copyOf(objects(read(sample)).get(place).propertyNames())) {
        ObjectNode event = read(sample);
        objects(event).get(place).remove(field);
        String json = event.toString();
        // A title is nullable, so the code takes its absence; what we write always has it.
        if (!field.equals("title")) {
          assertThat(errors(sample, json).isEmpty())
              .as("object %d without %s", place, field)
              .isEqualTo(decodes(json));
        }
      }
    }
  }

  private static boolean decodes(String json) {
    try {
      Json.decode(json.getBytes(UTF_8), Event.class);
      return true;
    } catch (MalformedException e) {
      return false;
    }
  }

  /// The objects of the contract within an event: all but what is in metadata.
  private static List<ObjectNode> objects(ObjectNode event) {
    List<ObjectNode> found = new ArrayList<>();
    for (String name : List.of("actor", "session", "message", "member")) {
      if (event.get(name) instanceof ObjectNode object) {
        found.add(object);
      }
    }
    JsonNode members = event.path("session").path("members");
    members.forEach(member -> found.add((ObjectNode) member));
    return found;
  }

  private static ObjectNode read(Path sample) {
    return (ObjectNode) Json.mapper().readTree(Samples.bytes(sample));
  }

  private static List<Error> errors(Path sample, String json) {
    Schema schema =
        REGISTRY.getSchema(
            Samples.resource(
                "/dev/confab/schema/event/v1/" + Samples.type(sample) + ".schema.json"));
    return schema.validate(json, InputFormat.JSON);
  }
}
