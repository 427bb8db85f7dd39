package dev.confab.history.archive;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/// The key of a message or an event: its session and its seq there.
@Embeddable
record SeqKey(@Column(name = "session_id") String sessionId, @Column(name = "seq") long seq) {}
