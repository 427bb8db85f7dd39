package dev.confab.schema.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.Samples;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The released schemas lie in `released/v1`. They are never changed: what is added to a schema is
/// added there as well, with its release.
final class SchemaEvolutionTest {
  private static final String CREATED = "/released/v1/event/message_created.schema.json";
  private static final String UPDATED = "/released/v1/event/session_updated.schema.json";

  static Stream<Arguments> released() throws IOException {
    return Stream.of("event", "analytics").flatMap(SchemaEvolutionTest::schemas);
  }

  private static Stream<Arguments> schemas(String kind) {
    try {
      var folder =
          Objects.requireNonNull(SchemaEvolutionTest.class.getResource("/released/v1/" + kind));
      try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
        return files
            .map(file -> Arguments.of(kind, file.getFileName().toString()))
            .toList()
            .stream();
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("released")
  void keepsWhatWasReleased(String kind, String schema) {
    ObjectNode released = read("/released/v1/%s/%s".formatted(kind, schema));
    ObjectNode now = read("/dev/confab/schema/%s/v1/%s".formatted(kind, schema));

    assertThat(SchemaChange.breaks(released, now)).isEmpty();
  }

  /// A schema that is not stored is not compared.
  @Test
  void storesEveryEventsSchema() throws IOException {
    assertThat(released().filter(stored -> "event".equals(stored.get()[0])))
        .hasSize(Event.class.getPermittedSubclasses().length);
  }

  static Stream<Arguments> breaks() {
    return Stream.of(
        planted(".message.content was removed", CREATED, s -> message(s).remove("content")),
        planted(".seq was removed", CREATED, s -> properties(s).remove("seq")),
        planted(
            ".message.content was retyped: type",
            CREATED,
            s -> ((ObjectNode) message(s).path("content")).put("type", "integer")),
        planted(
            ".at was retyped: pattern",
            CREATED,
            s -> ((ObjectNode) s.at("/$defs/time")).put("pattern", "^[0-9]+$")),
        planted(
            ".type was retyped: const",
            CREATED,
            s -> ((ObjectNode) s.at("/properties/type")).put("const", "message_sent")),
        planted(
            ".session.title was retyped: type",
            UPDATED,
            s -> ((ObjectNode) s.at("/$defs/session/properties/title")).put("type", "string")),
        planted(
            ".message.editedAt became required", CREATED, s -> needs(s, "message").add("editedAt")),
        planted(
            ".message.mood became required",
            CREATED,
            s -> {
              message(s).putObject("mood").put("type", "string");
              needs(s, "message").add("mood");
            }),
        planted(".message.content may be absent", CREATED, s -> needs(s, "message").remove(5)),
        planted(
            ".message.role lost the value \"system\"",
            CREATED,
            s -> ((ArrayNode) s.at("/$defs/message/properties/role/enum")).remove(2)),
        planted(
            ".session.members[].role lost the value \"owner\"",
            UPDATED,
            s -> ((ArrayNode) s.at("/$defs/member/properties/role/enum")).remove(0)),
        planted(
            ".session.members[] was retyped",
            UPDATED,
            s -> ((ObjectNode) s.at("/$defs/session/properties/members")).remove("items")));
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void findsEachBreak(String sentence, String schema, Consumer<ObjectNode> plant) {
    ObjectNode now = read(schema);
    plant.accept(now);

    assertThat(SchemaChange.breaks(read(schema), now)).contains(sentence);
  }

  @Test
  void letsOptionalFieldsAndNewValuesCome() {
    ObjectNode now = read(CREATED);
    message(now).putObject("mood").put("type", "string");
    properties(now).putObject("later").put("type", "integer");
    ((ArrayNode) now.at("/$defs/message/properties/role/enum")).add("tool");

    assertThat(SchemaChange.breaks(read(CREATED), now)).isEqualTo(List.of());
  }

  private static Arguments planted(String sentence, String schema, Consumer<ObjectNode> plant) {
    return Arguments.of(sentence, schema, plant);
  }

  private static ObjectNode properties(ObjectNode schema) {
    return (ObjectNode) schema.path("properties");
  }

  private static ObjectNode message(ObjectNode schema) {
    return (ObjectNode) schema.at("/$defs/message/properties");
  }

  private static ArrayNode needs(ObjectNode schema, String definition) {
    return (ArrayNode) schema.at("/$defs/" + definition + "/required");
  }

  private static ObjectNode read(String resource) {
    return (ObjectNode) Json.mapper().readTree(Samples.resource(resource));
  }
}
