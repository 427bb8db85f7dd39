package dev.confab.history.timeline;

import dev.confab.schema.id.SessionId;
import java.util.List;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/// Which instance holds what.
public interface Owners {
  /// The other instance that holds the session, `null` if this one does. Throws
  /// `ViewBehindException` while nobody knows.
  @Nullable HostInfo elsewhere(SessionId session);

  /// Every other instance that holds something.
  List<HostInfo> others();

  /// Every partition that some instance must answer for.
  int partitions();
}
