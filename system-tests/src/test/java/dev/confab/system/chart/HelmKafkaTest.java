package dev.confab.system.chart;

import static dev.confab.system.chart.Chart.rendered;
import static dev.confab.system.chart.Rendering.list;
import static dev.confab.system.chart.Rendering.name;
import static dev.confab.system.chart.Rendering.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.topic.Topic;
import dev.confab.schema.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the chart tells Strimzi: topics, and who may do what with them.
class HelmKafkaTest {
  /// The log is what message-service wrote: nobody else can.
  @ParameterizedTest
  @CsvSource({
    "chat.commands, Write, gateway",
    "chat.events, Write, message",
    "chat.replies, Write, message",
    "chat.sessions, Write, message",
    "chat.sessions, Read, message",
    "chat.shards, Write, message",
    "chat.services, Write, message",
    "chat.services, Read, message",
  })
  void givesKafkasRightsToOneServiceOnly(String topic, String operation, String service) {
    assertThat(rendered(Variant.OPERATORS).of("KafkaUser"))
        .filteredOn(user -> mayOn(user, topic).contains(operation))
        .extracting(Rendering::name)
        .containsExactly("chat-confab-" + service);
  }

  /// The table that services compare their rights with when they start, and that the security test
  /// applies to a broker.
  @Test
  void givesEachServiceWhatTheTableOfRightsSays() throws IOException {
    Set<String> told = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("../deploy/kafka/acls.tsv"))) {
      String[] columns = line.split("\t", -1);
      if (columns.length == 5 && !columns[0].equals("admin")) {
        for (String operation : columns[4].split(",", -1)) {
          told.add(String.join(" ", columns[0], columns[1], columns[2], columns[3], operation));
        }
      }
    }
    Set<String> given = new TreeSet<>();
    for (ObjectNode user : rendered(Variant.OPERATORS).of("KafkaUser")) {
      String service = name(user).substring("chat-confab-".length());
      for (JsonNode rule : list(user, "/spec/authorization/acls")) {
        String type = text(rule, "/resource/type").replace("transactionalId", "transactional-id");
        String pattern = text(rule, "/resource/patternType").replace("prefix", "prefixed");
        for (JsonNode operation : list(rule, "/operations")) {
          given.add(
              String.join(
                  " ", service, type, pattern, text(rule, "/resource/name"), operation.asString()));
        }
      }
    }
    assertThat(given).isEqualTo(told);
  }

  @Test
  void letsEveryServiceSeeEveryTopicAndMakeNone() {
    for (ObjectNode user : rendered(Variant.OPERATORS).of("KafkaUser")) {
      for (Topic topic : Topics.ALL) {
        assertThat(mayOn(user, topic.name()))
            .as(name(user))
            .contains("Describe")
            .doesNotContain("Create", "Delete", "Alter", "All");
      }
      assertThat(mayOn(user, "chat.unheard-of")).containsExactly("Describe");
      assertThat(mayOn(user, "elsewhere")).isEmpty();
    }
  }

  @Test
  void makesTheTopicsThatServicesWouldMake() {
    List<ObjectNode> made = rendered(Variant.OPERATORS).of("KafkaTopic");
    assertThat(made)
        .extracting(Rendering::name)
        .containsExactlyInAnyOrderElementsOf(Topics.ALL.stream().map(Topic::name).toList());
    for (Topic topic : Topics.ALL) {
      ObjectNode spec =
          Rendering.object(rendered(Variant.OPERATORS).one("KafkaTopic", topic.name()), "/spec");
      assertThat(spec.path("partitions").asInt()).isEqualTo(topic.partitioned() ? 24 : 1);
      assertThat(spec.path("replicas").asInt()).isEqualTo(3);
      Map<String, String> settings = new TreeMap<>();
      spec.path("config")
          .properties()
          .forEach(setting -> settings.put(setting.getKey(), setting.getValue().asString()));
      assertThat(settings).as(topic.name()).containsExactlyInAnyOrderEntriesOf(settings(topic));
    }
  }

  private static Map<String, String> settings(Topic topic) {
    Map<String, String> settings = new TreeMap<>(topic.settings());
    Duration retention = topic.retention();
    if (retention == null) {
      settings.put("cleanup.policy", "compact");
    } else {
      settings.put("retention.ms", Long.toString(retention.toMillis()));
    }
    settings.put("min.insync.replicas", "2");
    settings.put("unclean.leader.election.enable", "false");
    settings.put("message.timestamp.type", "LogAppendTime");
    return settings;
  }

  private static Set<String> mayOn(ObjectNode user, String topic) {
    Set<String> operations = new TreeSet<>();
    for (JsonNode rule : list(user, "/spec/authorization/acls")) {
      String pattern = text(rule, "/resource/name");
      boolean matches =
          text(rule, "/resource/patternType").equals("prefix")
              ? topic.startsWith(pattern)
              : topic.equals(pattern);
      if (text(rule, "/resource/type").equals("topic") && matches) {
        list(rule, "/operations").forEach(operation -> operations.add(operation.asString()));
      }
    }
    return operations;
  }
}
