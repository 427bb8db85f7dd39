package dev.confab.schema.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.id.SessionId;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

final class TopicsTest {
  /// A back end in any language that produces a command with the session's key must hit its shard.
  @Test
  void putASessionWhereKafkaPutsItsKey() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      String id = new UUID(random.nextLong(), random.nextLong()).toString();
      int partitions = 1 + random.nextInt(64);

      assertThat(Topics.partition(new SessionId(id), partitions))
          .isEqualTo(BuiltInPartitioner.partitionForKey(id.getBytes(UTF_8), partitions));
    }
  }

  /// These never change: on another partition the session's past would not be found.
  @Test
  void neverMovesASession() {
    assertThat(Topics.partition(new SessionId("0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"), 12))
        .isEqualTo(11);
    assertThat(Topics.partition(new SessionId("a"), 12)).isEqualTo(4);
    assertThat(Topics.partition(new SessionId("Z_9-"), 12)).isEqualTo(8);
  }

  @Test
  void haveTheirNamesOnTheWire() {
    assertThat(Topics.ALL)
        .extracting(Topic::name)
        .containsExactly(
            "chat.commands",
            "chat.events",
            "chat.replies",
            "chat.signals",
            "chat.sessions",
            "chat.shards",
            "chat.services",
            "chat.dead-letters");
  }
}
