package dev.confab.gateway.log;

import dev.confab.gateway.frame.Frame;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import org.jspecify.annotations.Nullable;

/// An accepted event on its way to those who listen: its bytes, and what routing needs.
///
/// @param detaching the event itself if it can end someone's part in the session, else `null`
public record SessionEvent(SessionId session, long seq, Frame frame, @Nullable Event detaching) {}
