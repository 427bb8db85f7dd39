package dev.confab.message.domain;

import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;

/// A keyed write that changed nothing, as the log keeps it: there is no event to tell of its key.
public record KeptWrite(SessionId sessionId, UserId sender, Remembered write) {}
