package dev.confab.message.shard;

import dev.confab.schema.log.FilterState;
import dev.confab.web.kafka.LogEpoch;
import org.jspecify.annotations.Nullable;

/// From where a shard goes on, given which log its snapshots and its last opening belong to: a log
/// that was lost is gone on from only if an operator says so.
///
/// @param log the log that is there
/// @param snapshot the newest; `null` if there is none
/// @param openedIn epoch of the log in which the shard was opened last; `null` if it never was
record Succession(
    LogEpoch log, ShardRecords.@Nullable StoredCheckpoint snapshot, @Nullable String openedIn) {
  /// Throws {@link ShardFault} if the log was lost and nobody has said what to do.
  @Nullable Checkpoint checkpoint() {
    require(openedIn);
    require(snapshot == null ? null : snapshot.epoch());
    if (snapshot == null || snapshot.epoch().equals(log.value())) {
      return snapshot == null ? null : snapshot.checkpoint();
    }
    return new Checkpoint(0, snapshot.checkpoint().commandsBefore(), FilterState.START);
  }

  private void require(@Nullable String epoch) {
    if (epoch != null && !epoch.equals(log.value()) && !log.isReplacementOf(epoch)) {
      throw new ShardFault(
          "chat.events is log %2$s, but the shard belongs to log %1$s: it was deleted and made anew. To go on from snapshots and commands, set confab.kafka.replaces-log=%1$s for every service"
              .formatted(epoch, log.value()));
    }
  }

  /// Whether commands behind the checkpoint may have events that were lost.
  boolean repeats() {
    return snapshot == null ? log.isReplacement() : !snapshot.epoch().equals(log.value());
  }
}
