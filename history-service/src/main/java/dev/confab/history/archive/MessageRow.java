package dev.confab.history.archive;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// A row of `messages`: one that exists.
@Entity
@Immutable
@Table(name = "messages")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields.
class MessageRow {
  @EmbeddedId SeqKey key;

  @Column(name = "sender_id")
  String senderId;

  @Column(name = "role")
  String role;

  @Column(name = "content")
  String content;

  /// JSON.
  @Column(name = "metadata")
  String metadata;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "edited_at")
  @Nullable Instant editedAt;

  @Column(name = "client_id")
  @Nullable String clientId;
}
