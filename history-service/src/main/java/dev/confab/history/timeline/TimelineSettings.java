package dev.confab.history.timeline;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/// How the timeline is kept.
///
/// @param partitions how many shards there are
/// @param replicas copies of the changelog
/// @param here where other instances reach this one; `null` if it is the only one
/// @param window messages, and events, kept of each session
/// @param memoryBytes bound on RocksDB's blocks and write buffers, all partitions together
public record TimelineSettings(
    int partitions,
    int replicas,
    int standbys,
    Path stateDirectory,
    @Nullable HostInfo here,
    int window,
    long memoryBytes,
    Duration commitInterval,
    Duration sessionTimeout) {}
