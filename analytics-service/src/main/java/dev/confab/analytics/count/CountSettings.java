package dev.confab.analytics.count;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How counting is set up.
///
/// @param partitions how many shards there are
/// @param replicas copies of what Streams keeps in Kafka
/// @param instance a name that this instance keeps over restarts; `null` if it has none
/// @param retention how long rows are kept
/// @param memoryBytes bound on RocksDB's blocks and write buffers, all partitions together
/// @param cacheBytes bound on writes that wait for the next commit
/// @param flushInterval how long a change waits until its row is written, with all that changed
///   meanwhile
public record CountSettings(
    int partitions,
    int replicas,
    int standbys,
    Path stateDirectory,
    @Nullable String instance,
    Duration retention,
    long memoryBytes,
    long cacheBytes,
    Duration flushInterval,
    Duration commitInterval,
    Duration sessionTimeout,
    Duration transactionTimeout) {}
