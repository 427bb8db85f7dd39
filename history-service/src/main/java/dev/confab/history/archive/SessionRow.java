package dev.confab.history.archive;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// A row of `sessions`.
@Entity
@Immutable
@Table(name = "sessions")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields.
class SessionRow {
  @Id
  @Column(name = "session_id")
  String sessionId;

  @Column(name = "title")
  @Nullable String title;

  @Column(name = "owner_id")
  String ownerId;

  /// JSON.
  @Column(name = "metadata")
  String metadata;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;

  @Column(name = "last_seq")
  long lastSeq;

  @Column(name = "message_count")
  long messageCount;

  @Column(name = "cleared_up_to")
  long clearedUpTo;

  @Column(name = "deleted_at")
  @Nullable Instant deletedAt;
}
