package dev.confab.history.page;

import dev.confab.history.archive.ArchivedSession;
import dev.confab.history.window.Entry;
import dev.confab.history.window.Profile;
import dev.confab.history.window.Summary;
import dev.confab.history.window.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The window of a session of which only the archive can tell: there is nothing in it.
record ArchivedWindow(ArchivedSession session) implements Window {
  @Override
  public Summary summary() {
    return session.summary();
  }

  @Override
  public @Nullable Profile profile() {
    return session.profile();
  }

  @Override
  public List<Entry> messagesDown(long highest, long lowest, int limit) {
    return List.of();
  }

  @Override
  public List<Entry> messagesUp(long lowest, long highest, int limit) {
    return List.of();
  }

  @Override
  public @Nullable Entry message(long seq) {
    return null;
  }

  @Override
  public List<Entry> events(long lowest, long highest) {
    return List.of();
  }
}
