package dev.confab.history.archive;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/// How far a shard is archived; a row of `archive_positions`.
@Entity
@Immutable
@Table(name = "archive_positions")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields.
class PositionRow {
  @Id
  @Column(name = "shard")
  int shard;

  @Column(name = "epoch")
  String epoch;

  @Column(name = "next_offset")
  long nextOffset;
}
