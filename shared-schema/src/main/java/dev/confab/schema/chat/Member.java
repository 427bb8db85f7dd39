package dev.confab.schema.chat;

import dev.confab.schema.id.UserId;

/// A user's place in a session.
public record Member(UserId userId, MemberRole role) {}
