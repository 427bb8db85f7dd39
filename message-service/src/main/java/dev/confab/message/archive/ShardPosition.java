package dev.confab.message.archive;

import dev.confab.schema.log.FilterState;

/// How far a shard is archived: the next offset of `chat.events`, and what the filter knew before
/// it.
record ShardPosition(int shard, long nextOffset, FilterState filter) {}
