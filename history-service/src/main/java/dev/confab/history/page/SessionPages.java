package dev.confab.history.page;

import dev.confab.history.archive.Archive;
import dev.confab.history.timeline.Timeline;
import dev.confab.history.window.Profile;
import dev.confab.schema.id.SessionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /// The next sessions of the list, `limit` of them or as many as a page has bytes for. Throws
  /// `ViewBehindException` where the view holds less than the list began with.
  public LocalPage page(Reading reading, ListPlace from, int limit) {
    // Before the sessions are read: what happens meanwhile counts as later.
    List<Timeline.Part> parts = timeline.parts();
    UserSessions sessions = new UserSessions(reading, finder, from.start());
    parts.forEach(sessions::addWhole);
    List<Timeline.Part> lacking = parts.stream().filter(part -> part.gap() > 0).toList();
    if (!lacking.isEmpty()) {
      sessions.addArchived(lacking, archive, partitions);
    }
    Map<Integer, Long> reached = new TreeMap<>();
    parts.forEach(part -> reached.put(part.partition(), part.next()));
    return switch (from) {
      case ListPlace.Top top -> page(reading, sessions.behind(null), limit, null, reached);
      case ListPlace.Behind behind ->
          page(reading, sessions.behind(behind.last()), limit, sessions.lastMoved(), reached);
      case ListPlace.Moved among -> page(reading, sessions.moved(among), limit, null, reached);
    };
  }

  private LocalPage page(
      Reading reading,
      Collection<View> views,
      int limit,
      @Nullable SessionId lastMoved,
      Map<Integer, Long> reached) {
    List<ListedSession> items = new ArrayList<>();
    long bytes = 0;
    for (View view : views) {
      if (items.size() == limit) {
        return new LocalPage(items, true, lastMoved, reached);
      }
      ListedSession next = listed(view);
      if (next == null) {
        continue;
      }
      bytes += next.json().length;
      if (!items.isEmpty() && bytes > reading.pageBytes()) {
        return new LocalPage(items, true, lastMoved, reached);
      }
      reading.hold(next.json().length);
      items.add(next);
    }
    return new LocalPage(items, false, lastMoved, reached);
  }

  /// `null` if it was deleted meanwhile.
  private @Nullable ListedSession listed(View view) {
    Profile profile = view.window().profile();
    return profile == null
        ? null
        : new ListedSession(
            profile.session(view.summary()), messages.last(view), view.reading().caller().userId());
  }

  /// What this instance knows of a list.
  ///
  /// @param more whether more of them come behind, in the same order
  /// @param lastMoved the highest id of those that have to come once more behind the last of the
  ///   list, `null` if none have to
  /// @param reached the partitions that it speaks for, and the offset of the next record of each
  public record LocalPage(
      List<ListedSession> items,
      boolean more,
      @Nullable SessionId lastMoved,
      Map<Integer, Long> reached) {}
}
