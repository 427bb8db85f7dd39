package dev.confab.history.page;

import dev.confab.history.archive.ArchivedSession;
import dev.confab.history.window.Entry;
import dev.confab.history.window.Gathered;
import dev.confab.history.window.Profile;
import dev.confab.history.window.Summary;
import dev.confab.history.window.Window;
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
  public void messagesDown(long highest, long lowest, Gathered into) {
    // It is empty.
  }

  @Override
  public void messagesUp(long lowest, long highest, Gathered into) {
    // It is empty.
  }

  @Override
  public @Nullable Entry message(long seq) {
    return null;
  }

  @Override
  public void events(long lowest, long highest, Gathered into) {
    // It is empty.
  }
}
