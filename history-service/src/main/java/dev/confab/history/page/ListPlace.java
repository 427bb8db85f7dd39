package dev.confab.history.page;

import dev.confab.schema.id.SessionId;
import org.jspecify.annotations.Nullable;

/// Where the reading of a list of sessions goes on. It goes down from the newest activity; and as
/// sessions move up meanwhile, past what was read, those that had an event since it began come once
/// more in the end: by their ids, which do not move, up to the highest that had moved when the
/// bottom was reached. What moves later was met on the way down. So this has an end whatever
/// happens.
public sealed interface ListPlace {
  /// At its top.
  record Top() implements ListPlace {}

  /// Behind a session.
  ///
  /// @param start `null` in a cursor of before there was one: such a list ends at its bottom
  record Behind(Place last, @Nullable ListStart start) implements ListPlace {}

  /// Among those with an event since it began.
  ///
  /// @param last id of the last one read, `null` before the first
  /// @param until id of the last one to be read, `null` in a cursor of before there was one: such a
  ///   list goes on as long as sessions are made faster than it is read
  record Moved(@Nullable SessionId last, @Nullable SessionId until, ListStart start)
      implements ListPlace {}

  /// When it began; `null` where it begins now or that is not known.
  default @Nullable ListStart start() {
    return switch (this) {
      case Top top -> null;
      case Behind behind -> behind.start;
      case Moved moved -> moved.start;
    };
  }
}
