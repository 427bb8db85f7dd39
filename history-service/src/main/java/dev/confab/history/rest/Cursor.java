package dev.confab.history.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.history.page.Place;
import dev.confab.schema.id.SessionId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Where the next page begins, as clients pass it back without looking into it.
public sealed interface Cursor {
  /// Messages of the session below the seq.
  record Before(SessionId session, long seq) implements Cursor {}

  /// Messages of the session above the seq.
  record After(SessionId session, long seq) implements Cursor {}

  /// Sessions behind the place.
  record Behind(Place place) implements Cursor {}

  default String encode() {
    String plain =
        switch (this) {
          case Before before -> "b." + before.seq() + "." + before.session();
          case After after -> "a." + after.seq() + "." + after.session();
          case Behind behind ->
              "s." + behind.place().updatedAt().toEpochMilli() + "." + behind.place().id();
        };
    return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8));
  }

  /// `null` if the text is no cursor of ours.
  static @Nullable Cursor decode(String text) {
    try {
      String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split("\\.", -1);
      if (parts.length != 3) {
        return null;
      }
      Cursor cursor = of(parts[0], Long.parseLong(parts[1]), new SessionId(parts[2]));
      return cursor != null && cursor.encode().equals(text) ? cursor : null;
    } catch (IllegalArgumentException | DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Cursor of(String kind, long number, SessionId session) {
    if (number < 0) {
      return null;
    }
    return switch (kind) {
      case "b" -> new Before(session, number);
      case "a" -> new After(session, number);
      case "s" -> new Behind(new Place(Instant.ofEpochMilli(number), session));
      default -> null;
    };
  }
}
