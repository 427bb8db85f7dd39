/// The archive: `chat.events` written to PostgreSQL, and the few reads that a shard needs of it.
/// Knows Kafka, JDBC and the schema of the archive; of the domain only the {@code Lookup} that it
/// answers.
@NullMarked
package dev.confab.message.archive;

import org.jspecify.annotations.NullMarked;
