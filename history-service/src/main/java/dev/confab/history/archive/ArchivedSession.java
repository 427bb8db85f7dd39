package dev.confab.history.archive;

import dev.confab.history.window.Profile;
import dev.confab.history.window.Summary;
import org.jspecify.annotations.Nullable;

/// A session as the archive knows it: its summary has an empty window.
///
/// @param profile `null` if the session was deleted
public record ArchivedSession(@Nullable Profile profile, Summary summary) {}
