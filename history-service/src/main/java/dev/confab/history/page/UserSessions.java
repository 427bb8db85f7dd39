package dev.confab.history.page;

import dev.confab.history.archive.Archive;
import dev.confab.history.archive.ArchivedSession;
import dev.confab.history.timeline.Timeline;
import dev.confab.history.window.Profile;
import dev.confab.history.window.Summary;
import dev.confab.history.window.Summary.Standing;
import dev.confab.history.window.ViewBehindException;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.topic.Topics;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All sessions of a reader on some partitions, and which of them had an event since his list
/// began. For one request.
final class UserSessions {
  private final Reading reading;
  private final SessionFinder finder;
  private final @Nullable ListStart start;
  private final TreeMap<Place, View> all = new TreeMap<>();
  private final TreeMap<SessionId, View> moved = new TreeMap<>();

  /// @param start `null` if the list begins now
  UserSessions(Reading reading, SessionFinder finder, @Nullable ListStart start) {
    this.reading = reading;
    this.finder = finder;
    this.start = start;
  }

  /// Newest activity first; all of them with `null`.
  Collection<View> behind(@Nullable Place place) {
    return (place == null ? all : all.tailMap(place, false)).values();
  }

  /// Those with an event since the list began, by id.
  Collection<View> moved(ListPlace.Moved among) {
    NavigableMap<SessionId, View> left =
        among.last() == null ? moved : moved.tailMap(among.last(), false);
    return (among.until() == null ? left : left.headMap(among.until(), true)).values();
  }

  /// The highest id of those, `null` if there are none.
  @Nullable SessionId lastMoved() {
    return moved.isEmpty() ? null : moved.lastKey();
  }

  /// Those of the part that the timeline can speak for.
  void addWhole(Timeline.Part part) {
    if (start != null && !start.isReached(part, finder.epoch())) {
      throw new ViewBehindException("The view does not hold what the list began with.");
    }
    for (SessionId id : part.reader().sessionsOf(reading.caller().userId())) {
      Summary summary = part.reader().summary(id);
      if (summary != null && SessionFinder.isWhole(summary, part)) {
        add(new View(id, summary, part.reader().window(id), reading), isSince(part, summary));
      }
    }
  }

  /// Those of the parts that only the archive can speak for.
  void addArchived(List<Timeline.Part> lacking, Archive archive, int partitions) {
    Map<Integer, Timeline.Part> parts =
        lacking.stream().collect(Collectors.toMap(Timeline.Part::partition, Function.identity()));
    lacking.forEach(finder::requireCovered);
    List<ArchivedSession> sessions = archive.sessionsOf(reading.caller().userId());
    Set<Integer> ahead = start == null ? Set.of() : ahead(lacking);
    for (ArchivedSession session : sessions) {
      Profile profile = session.profile();
      if (profile == null) {
        continue;
      }
      SessionId id = profile.id();
      Timeline.Part part = parts.get(Topics.partition(id, partitions));
      if (part == null) {
        continue;
      }
      Summary seen = part.reader().summary(id);
      if (speaksFor(part, seen, session.summary())) {
        boolean since = ahead.contains(part.partition()) || (seen != null && isSince(part, seen));
        add(new View(id, session.summary(), new ArchivedWindow(session), reading), since);
      }
    }
  }

  /// Of which the archive can tell what the timeline has not read: any of their sessions may have
  /// moved. To be asked after the sessions.
  private Set<Integer> ahead(List<Timeline.Part> parts) {
    Set<Integer> ahead = new HashSet<>();
    for (Timeline.Part part : parts) {
      if (finder.archivedUpTo(part) > part.next()) {
        ahead.add(part.partition());
      }
    }
    return ahead;
  }

  private boolean isSince(Timeline.Part part, Summary summary) {
    return start != null && start.isBefore(part, summary.offset(), finder.epoch());
  }

  private void add(View view, boolean since) {
    all.put(new Place(view.summary().updatedAt(), view.session()), view);
    if (since) {
      moved.put(view.session(), view);
    }
  }

  private static boolean speaksFor(Timeline.Part part, @Nullable Summary seen, Summary archived) {
    if (seen == null) {
      return true;
    }
    if (seen.standing() == Standing.DELETED || SessionFinder.isWhole(seen, part)) {
      return false;
    }
    if (archived.lastSeq() < seen.lastSeq()) {
      throw new ViewBehindException("The archive has not got that far yet.");
    }
    return true;
  }
}
