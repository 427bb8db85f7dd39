package dev.confab.analytics.count;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import org.apache.kafka.common.utils.Utils;

/// What the stage that reads events tells the stage that counts users.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Activity.Wrote.class, name = "wrote"),
  @JsonSubTypes.Type(value = Activity.Reached.class, name = "reached")
})
sealed interface Activity {
  /// The log that it is about.
  String epoch();

  /// The part that counts the user, of so many.
  static int part(UserId user, int parts) {
    return Utils.toPositive(Utils.murmur2(user.value().getBytes(UTF_8))) % parts;
  }

  /// The user wrote in that minute: once for each session, so it can come again.
  record Wrote(String epoch, UserId user, Instant minute) implements Activity {}

  /// All that records of the shard below this offset have to tell was told before this.
  record Reached(String epoch, int shard, long next) implements Activity {}
}
