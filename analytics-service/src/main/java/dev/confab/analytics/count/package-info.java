/// Counting: Kafka Streams reads `chat.events`, keeps the sums in RocksDB and writes them as rows.
/// Each record is counted once, whatever is killed. Knows the log and the rows, nothing of HTTP.
@NullMarked
package dev.confab.analytics.count;

import org.jspecify.annotations.NullMarked;
