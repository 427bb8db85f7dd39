package dev.confab.history.archive;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/// A row of `events`.
@Entity
@Immutable
@Table(name = "events")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields.
class EventRow {
  @EmbeddedId SeqKey key;

  /// The event's JSON, byte for byte.
  @Column(name = "body")
  String body;
}
