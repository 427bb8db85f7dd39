package dev.confab.schema.analytics;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How far counting has come. It is written behind the rows that it speaks of.
///
/// @param stage who counts
/// @param part its number: the shard, or the part of the users
/// @param epoch the log that offsets belong to
/// @param reached by shard: records of `chat.events` below this offset are in the rows of this part
/// @param since events that were appended before may be missing, since they were deleted before
///   they were counted; `null` if all were counted
/// @param uncounted messages whose own time was so far from the broker's that no row has them
@JsonPropertyOrder({"stage", "part", "epoch", "reached", "since", "uncounted"})
public record CountProgress(
    Stage stage,
    int part,
    String epoch,
    SortedMap<Integer, Long> reached,
    @Nullable Instant since,
    long uncounted)
    implements Row {
  /// The two that count.
  public enum Stage {
    /// Everything but users: one part for each shard.
    @JsonProperty("events")
    EVENTS("events"),
    /// Users: a part for each share of them.
    @JsonProperty("users")
    USERS("users");

    private final String text;

    Stage(String text) {
      this.text = text;
    }

    /// As it stands in JSON and in keys.
    public String text() {
      return text;
    }
  }

  public CountProgress {
    reached = Collections.unmodifiableSortedMap(new TreeMap<>(reached));
  }

  @Override
  public String key() {
    return stage.text() + "/" + part;
  }
}
