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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The sessions of a user on the partitions that are here, newest activity first.
public final class SessionPages {
  private final Timeline timeline;
  private final Archive archive;
  private final SessionFinder finder;
  private final MessagePages messages;
  private final int partitions;

  public SessionPages(
      Timeline timeline,
      Archive archive,
      SessionFinder finder,
      MessagePages messages,
      int partitions) {
    this.timeline = timeline;
    this.archive = archive;
    this.finder = finder;
    this.messages = messages;
    this.partitions = partitions;
  }

  /// The first sessions behind `after`, `limit` of them or as many as a page has bytes for, and the
  /// partitions that were looked at.
  public LocalPage page(Reading reading, @Nullable Place after, int limit) {
    List<Timeline.Part> parts = timeline.parts();
    TreeMap<Place, View> found = new TreeMap<>();
    parts.forEach(part -> whole(reading, part, found));
    Map<Integer, Timeline.Part> lacking =
        parts.stream()
            .filter(part -> part.gap() > 0)
            .collect(Collectors.toMap(Timeline.Part::partition, Function.identity()));
    if (!lacking.isEmpty()) {
      archived(reading, lacking, found);
    }
    var behind = after == null ? found : found.tailMap(after, false);
    List<ListedSession> items = new ArrayList<>();
    long bytes = 0;
    for (View view : behind.values()) {
      if (items.size() == limit) {
        return new LocalPage(items, true, numbers(parts));
      }
      ListedSession next = listed(view);
      if (next == null) {
        continue;
      }
      bytes += next.json().length;
      if (!items.isEmpty() && bytes > reading.pageBytes()) {
        return new LocalPage(items, true, numbers(parts));
      }
      reading.hold(next.json().length);
      items.add(next);
    }
    return new LocalPage(items, false, numbers(parts));
  }

  private void whole(Reading reading, Timeline.Part part, Map<Place, View> found) {
    for (SessionId id : part.reader().sessionsOf(reading.caller().userId())) {
      Summary summary = part.reader().summary(id);
      if (summary != null && SessionFinder.isWhole(summary, part)) {
        found.put(
            new Place(summary.updatedAt(), id),
            new View(id, summary, part.reader().window(id), reading));
      }
    }
  }

  private void archived(
      Reading reading, Map<Integer, Timeline.Part> lacking, Map<Place, View> found) {
    lacking.values().forEach(finder::requireCovered);
    for (ArchivedSession session : archive.sessionsOf(reading.caller().userId())) {
      Profile profile = session.profile();
      if (profile == null) {
        continue;
      }
      SessionId id = profile.id();
      Timeline.Part part = lacking.get(Topics.partition(id, partitions));
      if (part != null && speaksFor(part, id, session.summary())) {
        found.put(
            new Place(session.summary().updatedAt(), id),
            new View(id, session.summary(), new ArchivedWindow(session), reading));
      }
    }
  }

  private static boolean speaksFor(Timeline.Part part, SessionId id, Summary archived) {
    Summary seen = part.reader().summary(id);
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

  /// `null` if it was deleted meanwhile.
  private @Nullable ListedSession listed(View view) {
    Profile profile = view.window().profile();
    return profile == null
        ? null
        : new ListedSession(
            profile.session(view.summary()), messages.last(view), view.reading().caller().userId());
  }

  private static List<Integer> numbers(List<Timeline.Part> parts) {
    return parts.stream().map(Timeline.Part::partition).sorted().toList();
  }

  /// What this instance knows of a list.
  ///
  /// @param covered the partitions that it speaks for
  public record LocalPage(List<ListedSession> items, boolean more, List<Integer> covered) {}
}
