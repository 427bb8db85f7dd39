package dev.confab.message.shard;

import dev.confab.message.domain.KeptWrite;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.event.Event;
import dev.confab.schema.log.LogPosition;
import org.jspecify.annotations.Nullable;

/// A record read from `chat.events`.
///
/// @param position `null` where the record is foreign
/// @param commandOffset -1 where the record does not say
/// @param value the event's JSON; `null` on a marker or progress record
/// @param note the JSON of a progress record's value; `null` on any other
/// @param bodyHash there iff the write's key is to be remembered
record Entry(
    long offset,
    @Nullable LogPosition position,
    long commandOffset,
    byte @Nullable [] value,
    byte @Nullable [] note,
    @Nullable String bodyHash) {

  boolean isEvent() {
    return value != null;
  }

  boolean isMarkerOf(String owner) {
    return position != null && position.marker() && position.owner().equals(owner);
  }

  /// The write that changed nothing and that it keeps; `null` if there is none. Only for entries
  /// that count.
  @Nullable KeptWrite kept() {
    if (note == null) {
      return null;
    }
    try {
      return Json.decode(note, ProgressNote.class).kept();
    } catch (MalformedException e) {
      throw new IllegalStateException("progress at offset %d can't be read".formatted(offset), e);
    }
  }

  /// Only for entries that count: what is in the log then was written by a shard, so anything else
  /// is a bug.
  Event event() {
    if (value == null) {
      throw new IllegalStateException("entry %d is no event".formatted(offset));
    }
    try {
      return Json.decode(value, Event.class);
    } catch (MalformedException e) {
      throw new IllegalStateException("event at offset %d can't be read".formatted(offset), e);
    }
  }
}
