package dev.confab.web.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/// A line of the table of rights, which is `deploy/kafka/acls.tsv`: what a role may do with the
/// resources of a pattern.
public record KafkaRight(String role, ResourcePattern pattern, List<AclOperation> operations) {
  private static final String TABLE = "acls.tsv";

  public KafkaRight {
    operations = List.copyOf(operations);
  }

  /// The whole table.
  public static List<KafkaRight> all() {
    try (InputStream table =
        Objects.requireNonNull(KafkaRight.class.getResourceAsStream(TABLE), TABLE)) {
      return new String(table.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(KafkaRight::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<KafkaRight> of(KafkaRole role) {
    return all().stream().filter(right -> right.role().equals(role.name())).toList();
  }

  String name() {
    return pattern.name();
  }

  /// Whether it is about one resource of that type, by its whole name.
  boolean isOf(ResourceType type) {
    return pattern.resourceType() == type && pattern.patternType() == PatternType.LITERAL;
  }

  private static KafkaRight parse(String line) {
    String[] columns = line.split("\t", -1);
    return new KafkaRight(
        columns[0],
        new ResourcePattern(
            ResourceType.fromString(columns[1].replace('-', '_')),
            columns[3],
            PatternType.fromString(columns[2].toUpperCase(ROOT))),
        Arrays.stream(columns[4].split(",", -1)).map(KafkaRight::operation).toList());
  }

  /// As Kafka's programs write it: `DescribeConfigs`.
  private static AclOperation operation(String text) {
    return AclOperation.fromString(text.replaceAll("(?<=[a-z])(?=[A-Z])", "_"));
  }
}
