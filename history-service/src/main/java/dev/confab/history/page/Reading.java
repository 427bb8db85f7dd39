package dev.confab.history.page;

import dev.confab.history.window.Gathered;
import dev.confab.history.window.NoRoomException;
import dev.confab.schema.command.Caller;
import dev.confab.web.limit.Room;

/// One request that reads: whose it is, how many bytes of items a page of it may have, and the
/// memory that it may take of what all reads may take together.
public record Reading(Caller caller, long pageBytes, Room room) {
  /// Takes memory for bytes until the request is over. Throws `NoRoomException` if there is none.
  public void hold(long bytes) {
    if (!room.take(bytes)) {
      throw new NoRoomException();
    }
  }

  /// For entries of one page of this request.
  Gathered gather(int limit) {
    return new Gathered(limit, pageBytes, room);
  }
}
