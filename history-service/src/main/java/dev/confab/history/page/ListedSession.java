package dev.confab.history.page;

import dev.confab.history.window.Entry;
import dev.confab.schema.chat.Session;
import org.jspecify.annotations.Nullable;

/// A session in a list, with its newest message if it has one.
public record ListedSession(Session session, @Nullable Entry lastMessage) {
  public Place place() {
    return new Place(session.updatedAt(), session.id());
  }
}
