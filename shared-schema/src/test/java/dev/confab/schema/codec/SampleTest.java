package dev.confab.schema.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.confab.schema.command.Command;
import dev.confab.schema.event.Event;
import dev.confab.schema.reply.Reply;
import dev.confab.schema.signal.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SampleTest {
  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "events", Event.class,
          "commands", Command.class,
          "replies", Reply.class,
          "signals", Signal.class);

  static Stream<Arguments> samples() throws IOException {
    return KINDS.entrySet().stream().flatMap(SampleTest::samples);
  }

  private static Stream<Arguments> samples(Map.Entry<String, Class<?>> kind) {
    try {
      return Samples.of(kind.getKey()).map(path -> Arguments.of(kind.getValue(), path));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void readsAndWritesTheSameBytes(Class<?> kind, Path sample) throws MalformedException {
    byte[] stored = Samples.bytes(sample);

    Object value = Json.decode(stored, kind);

    assertThat(new String(Json.encode(value), UTF_8)).isEqualTo(new String(stored, UTF_8));
    assertThat(Json.decode(Json.encode(value), kind)).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void beginsWithItsType(Class<?> kind, Path sample) throws MalformedException {
    String json = new String(Json.encode(Json.decode(Samples.bytes(sample), kind)), UTF_8);

    assertThat(json).startsWith("{\"type\":\"" + Samples.type(sample) + "\",\"sessionId\":");
  }

  static Stream<String> kinds() {
    return KINDS.keySet().stream();
  }

  /// A new type needs a sample before it is on any topic.
  @ParameterizedTest
  @MethodSource("kinds")
  void haveEveryType(String kind) throws IOException {
    Class<?> type = KINDS.getOrDefault(kind, Object.class);
    List<String> named =
        Arrays.stream(type.getAnnotation(JsonSubTypes.class).value())
            .map(JsonSubTypes.Type::name)
            .toList();
    List<Class<?>> listed =
        Arrays.stream(type.getAnnotation(JsonSubTypes.class).value())
            .<Class<?>>map(JsonSubTypes.Type::value)
            .toList();

    assertThat(Samples.of(kind).map(Samples::type)).containsAll(named).isSubsetOf(named);
    assertThat(listed).containsExactlyInAnyOrderElementsOf(records(type));
  }

  private static Set<Class<?>> records(Class<?> sealed) {
    Set<Class<?>> found = new HashSet<>();
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      if (permitted.isRecord()) {
        found.add(permitted);
      } else {
        found.addAll(records(permitted));
      }
    }
    return found;
  }
}
