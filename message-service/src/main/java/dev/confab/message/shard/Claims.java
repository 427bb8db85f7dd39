package dev.confab.message.shard;

import org.jspecify.annotations.Nullable;

/// What `chat.shards` says of one shard.
///
/// @param highest the highest term that anybody claimed, 0 if nobody did
/// @param opened the highest that was opened
/// @param openedIn epoch of the log in which that one stands; `null` if none was opened
record Claims(long highest, long opened, @Nullable String openedIn) {
  static final Claims NONE = new Claims(0, 0, null);

  Claims with(ShardRecords.@Nullable Claim claim, int partition) {
    if (claim == null || claim.partition() != partition) {
      return this;
    }
    boolean newer = claim.markerOffset() != null && claim.term() > opened;
    return new Claims(
        Math.max(highest, claim.term()),
        newer ? claim.term() : opened,
        newer ? claim.epoch() : openedIn);
  }
}
