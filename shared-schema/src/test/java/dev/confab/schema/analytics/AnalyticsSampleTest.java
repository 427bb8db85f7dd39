package dev.confab.schema.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.codec.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

final class AnalyticsSampleTest {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  static Stream<Path> samples() throws IOException {
    return Samples.of("analytics");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void readsAndWritesTheSameBytes(Path sample) throws MalformedException {
    byte[] stored = Samples.bytes(sample);

    Row row = Json.decode(stored, type(sample));

    assertThat(new String(Json.encode(row), UTF_8)).isEqualTo(new String(stored, UTF_8));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void schemaAcceptsSamplesAndFieldsOfTheFuture(Path sample) {
    ObjectNode row = read(sample);
    assertThat(errors(sample, row)).isEmpty();

    row.put("later", 1);
    assertThat(errors(sample, row)).isEmpty();
  }

  /// What the code writes it always writes whole, so readers may need every field.
  @ParameterizedTest
  @MethodSource("samples")
  void schemaRefusesARowWithoutOneOfItsFields(Path sample) {
    for (String field : List.copyOf(read(sample).propertyNames())) {
      ObjectNode row = read(sample);
      row.remove(field);
      assertThat(errors(sample, row)).as("without %s", field).isNotEmpty();
    }
  }

  @Test
  void haveEveryRow() throws IOException {
    List<String> rows =
        Arrays.stream(Row.class.getPermittedSubclasses()).map(AnalyticsSampleTest::name).toList();

    assertThat(samples().map(Samples::type)).containsAll(rows).isSubsetOf(rows);
  }

  /// `MinuteCount` is `minute_count`.
  private static String name(Class<?> row) {
    return row.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  private static Class<? extends Row> type(Path sample) {
    for (Class<?> row : Row.class.getPermittedSubclasses()) {
      if (name(row).equals(Samples.type(sample))) {
        return row.asSubclass(Row.class);
      }
    }
    throw new IllegalArgumentException(sample.toString());
  }

  private static ObjectNode read(Path sample) {
    return (ObjectNode) Json.mapper().readTree(Samples.bytes(sample));
  }

  private static List<Error> errors(Path sample, ObjectNode row) {
    return REGISTRY
        .getSchema(
            Samples.resource(
                "/dev/confab/schema/analytics/v1/" + Samples.type(sample) + ".schema.json"))
        .validate(row.toString(), InputFormat.JSON);
  }
}
