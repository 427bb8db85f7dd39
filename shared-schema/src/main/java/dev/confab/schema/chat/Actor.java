package dev.confab.schema.chat;

import dev.confab.schema.id.UserId;

/// Who caused an event.
public record Actor(UserId userId) {}
