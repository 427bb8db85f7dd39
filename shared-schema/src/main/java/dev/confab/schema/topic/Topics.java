package dev.confab.schema.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.id.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;

/// Every topic there is, and which partition a session has on those that are partitioned.
public final class Topics {
  public static final Topic COMMANDS = new Topic("chat.commands", true, Duration.ofDays(7));
  public static final Topic EVENTS = new Topic("chat.events", true, Duration.ofDays(7));
  public static final Topic REPLIES = new Topic("chat.replies", true, Duration.ofMinutes(10));
  public static final Topic SIGNALS = new Topic("chat.signals", true, Duration.ofMinutes(10));

  /// A session with many active senders has a large state, hence the larger records. A segment is
  /// compacted only once it is closed, and an opening reads all that is not.
  public static final Topic SESSIONS =
      new Topic(
          "chat.sessions",
          true,
          null,
          Map.of(
              "max.message.bytes", "33554432",
              "segment.ms", "300000",
              "min.cleanable.dirty.ratio", "0.2"));

  public static final Topic SHARDS = new Topic("chat.shards", false, null);

  /// Message-services say five times a second that they live; each reads all of it when it starts.
  public static final Topic SERVICES =
      new Topic("chat.services", false, Duration.ofMinutes(10), Map.of("segment.ms", "600000"));

  public static final Topic DEAD_LETTERS =
      new Topic("chat.dead-letters", false, Duration.ofDays(30));

  public static final List<Topic> ALL =
      List.of(COMMANDS, EVENTS, REPLIES, SIGNALS, SESSIONS, SHARDS, SERVICES, DEAD_LETTERS);

  /// How many shards there are where nothing else is configured.
  public static final int DEFAULT_PARTITIONS = 12;

  private Topics() {}

  /// The shard of a session: what Kafka's own partitioner gives for its id as the key.
  public static int partition(SessionId session, int partitions) {
    return Utils.toPositive(Utils.murmur2(session.value().getBytes(UTF_8))) % partitions;
  }
}
