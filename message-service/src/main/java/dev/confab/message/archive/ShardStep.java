package dev.confab.message.archive;

import java.util.List;

/// One step of a shard's archive: from a position to a later one of the same shard, and what counts
/// between them.
///
/// @param newest when its last record was appended, in milliseconds since 1970
record ShardStep(
    ShardPosition before, ShardPosition after, List<ArchivedEvent> events, long newest) {
  int shard() {
    return before.shard();
  }
}
