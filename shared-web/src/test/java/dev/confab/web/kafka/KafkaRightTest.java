package dev.confab.web.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.topic.Topic;
import dev.confab.schema.topic.Topics;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class KafkaRightTest {
  private static final List<KafkaRight> ALL = KafkaRight.all();

  @Test
  void everyLineIsUnderstood() {
    assertThat(ALL)
        .isNotEmpty()
        .allSatisfy(right -> {
          assertThat(right.operations()).doesNotContain(AclOperation.UNKNOWN, AclOperation.ALL);
          assertThat(right.pattern().resourceType()).isNotEqualTo(ResourceType.UNKNOWN);
          assertThat(right.pattern().patternType()).isIn(PatternType.LITERAL, PatternType.PREFIXED);
        });
    assertThat(ALL.stream().flatMap(right -> right.operations().stream()))
        .contains(AclOperation.DESCRIBE_CONFIGS);
    assertThat(ALL.stream().map(KafkaRight::role).distinct())
        .containsExactly("gateway", "message", "history", "analytics", "admin");
  }

  @Test
  void topicsThatAreNamedExist() {
    Set<String> names = Topics.ALL.stream().map(Topic::name).collect(Collectors.toSet());

    assertThat(ALL.stream().filter(right -> right.isOf(ResourceType.TOPIC)))
        .allSatisfy(right -> assertThat(names).contains(right.name()));
  }

  @Test
  void onlyTheOwnersOfShardsWriteEventsAndOnlyGatewaysAsk() {
    assertThat(writersOf(Topics.EVENTS)).containsExactly("message");
    assertThat(writersOf(Topics.REPLIES)).containsExactly("message");
    assertThat(writersOf(Topics.SESSIONS)).containsExactly("message");
    assertThat(writersOf(Topics.SHARDS)).containsExactly("message");
    assertThat(writersOf(Topics.COMMANDS)).containsExactly("gateway");
  }

  private static List<String> writersOf(Topic topic) {
    return ALL.stream()
        .filter(right -> right.operations().contains(AclOperation.WRITE))
        .filter(right -> right.pattern().resourceType() == ResourceType.TOPIC)
        .filter(right ->
            right.pattern().patternType() == PatternType.PREFIXED
                ? topic.name().startsWith(right.name())
                : topic.name().equals(right.name()))
        .map(KafkaRight::role)
        .toList();
  }
}
