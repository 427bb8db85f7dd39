package dev.confab.history.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.history.page.ListPlace;
import dev.confab.history.page.ListStart;
import dev.confab.history.page.Place;
import dev.confab.schema.id.SessionId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where the next page begins, as clients pass it back without looking into it.
public sealed interface Cursor {
  /// Between two ids; in no id.
  String UNTIL = "~";

  /// Messages of the session below the seq.
  record Before(SessionId session, long seq) implements Cursor {}

  /// Messages of the session above the seq.
  record After(SessionId session, long seq) implements Cursor {}

  /// Sessions of a list; never its top.
  record InList(ListPlace place) implements Cursor {}

  default String encode() {
    String plain =
        switch (this) {
          case Before before -> "b." + before.seq() + "." + before.session();
          case After after -> "a." + after.seq() + "." + after.session();
          case InList(ListPlace.Top top) -> throw new IllegalStateException("a top has no cursor");
          case InList(ListPlace.Behind(Place last, ListStart start)) ->
              "s." + last.updatedAt().toEpochMilli() + "." + last.id() + text(start);
          case InList(ListPlace.Moved(SessionId last, SessionId until, ListStart start)) ->
              "m.0."
                  + (last == null ? "" : last.value())
                  + (until == null ? "" : UNTIL + until.value())
                  + text(start);
        };
    return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8));
  }

  /// `null` if the text is no cursor of ours.
  static @Nullable Cursor decode(String text) {
    try {
      String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split("\\.", 5);
      if (parts.length != 3 && parts.length != 5) {
        return null;
      }
      ListStart start = parts.length == 5 ? start(parts[3], parts[4]) : null;
      Cursor cursor = of(parts[0], Long.parseLong(parts[1]), parts[2], start);
      return cursor != null && cursor.encode().equals(text) ? cursor : null;
    } catch (IllegalArgumentException | DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Cursor of(
      String kind, long number, String session, @Nullable ListStart start) {
    if (number < 0) {
      return null;
    }
    return switch (kind) {
      case "b" -> new Before(new SessionId(session), number);
      case "a" -> new After(new SessionId(session), number);
      case "s" ->
          new InList(
              new ListPlace.Behind(
                  new Place(Instant.ofEpochMilli(number), new SessionId(session)), start));
      case "m" -> start == null ? null : moved(session.split(UNTIL, 2), start);
      default -> null;
    };
  }

  private static @Nullable Cursor moved(String[] ids, ListStart start) {
    SessionId last = ids[0].isEmpty() ? null : new SessionId(ids[0]);
    SessionId until = ids.length == 1 ? null : new SessionId(ids[1]);
    return last != null && until != null && last.compareTo(until) >= 0
        ? null
        : new InList(new ListPlace.Moved(last, until, start));
  }

  /// The offsets in the order of partitions, those that are not known left empty, and the log's
  /// epoch, which may hold anything.
  private static String text(@Nullable ListStart start) {
    if (start == null) {
      return "";
    }
    StringBuilder numbers = new StringBuilder();
    int last = start.next().isEmpty() ? -1 : start.next().lastKey();
    for (int partition = 0; partition <= last; partition++) {
      Long next = start.next().get(partition);
      numbers.append(partition == 0 ? "" : ",");
      numbers.append(next == null ? "" : Long.toString(next, Character.MAX_RADIX));
    }
    return "." + numbers + "." + start.epoch();
  }

  private static ListStart start(String numbers, String epoch) {
    String[] parts = numbers.split(",", -1);
    SortedMap<Integer, Long> next = new TreeMap<>();
    for (int partition = 0; partition < parts.length; partition++) {
      if (!parts[partition].isEmpty()) {
        next.put(partition, Long.parseLong(parts[partition], Character.MAX_RADIX));
      }
    }
    return new ListStart(epoch, next);
  }
}
