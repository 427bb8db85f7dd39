package dev.confab.history.archive;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/// A row of `session_members`.
@Entity
@Immutable
@Table(name = "session_members")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields.
class MemberRow {
  @EmbeddedId MemberKey key;

  @Column(name = "role")
  String role;
}
