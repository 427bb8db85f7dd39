package dev.confab.history.archive;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/// The key of a membership.
@Embeddable
record MemberKey(
    @Column(name = "session_id") String sessionId, @Column(name = "user_id") String userId) {}
