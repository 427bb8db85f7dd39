package dev.confab.history.page;

import dev.confab.schema.id.SessionId;
import java.time.Instant;
import java.util.Comparator;

/// Where a session stands in a list: newest activity first, then by id.
public record Place(Instant updatedAt, SessionId id) implements Comparable<Place> {
  /// By id alone, the lowest first.
  public static final Comparator<Place> BY_ID = Comparator.comparing(Place::id);

  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::updatedAt).thenComparing(Place::id).reversed();

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
