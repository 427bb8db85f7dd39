package dev.confab.message.shard;

import dev.confab.schema.log.FilterState;

/// What the newest session records on `chat.sessions` cover.
///
/// @param eventsBefore all events below this offset
/// @param commandsBefore all commands below this offset
/// @param filter the filter's state at `eventsBefore`
record Checkpoint(long eventsBefore, long commandsBefore, FilterState filter) {
  static final Checkpoint START = new Checkpoint(0, 0, FilterState.START);
}
