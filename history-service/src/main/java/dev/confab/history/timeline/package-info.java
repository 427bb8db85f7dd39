/// The newest part of every session, kept beside the service by Kafka Streams in RocksDB. Knows the
/// log and its filter, nothing of HTTP or PostgreSQL.
@NullMarked
package dev.confab.history.timeline;

import org.jspecify.annotations.NullMarked;
