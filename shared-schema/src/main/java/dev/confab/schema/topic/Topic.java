package dev.confab.schema.topic;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A topic, its partitions and what it keeps. Keys are UTF-8, values JSON.
///
/// @param partitioned whether it has a partition for each shard; else it has one
/// @param retention how long records are kept; `null` where the topic is compacted instead
/// @param settings further broker settings; one that is compacted besides names its policy here
public record Topic(
    String name, boolean partitioned, @Nullable Duration retention, Map<String, String> settings) {
  public Topic(String name, boolean partitioned, @Nullable Duration retention) {
    this(name, partitioned, retention, Map.of());
  }

  @Override
  public String toString() {
    return name;
  }
}
