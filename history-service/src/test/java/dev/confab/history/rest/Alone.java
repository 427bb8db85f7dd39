package dev.confab.history.rest;

import dev.confab.history.timeline.Owners;
import dev.confab.schema.id.SessionId;
import java.util.List;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/// One instance that holds the one partition.
final class Alone implements Owners {
  @Override
  public @Nullable HostInfo elsewhere(SessionId session) {
    return null;
  }

  @Override
  public List<HostInfo> others() {
    return List.of();
  }

  @Override
  public int partitions() {
    return 1;
  }
}
