package dev.confab.message.archive;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the archive is written and read.
///
/// @param batchRecords records of all shards that are taken at a time, into one transaction
/// @param longestPause the longest wait between two tries while PostgreSQL or Kafka is down
/// @param faultPause the wait before a shard that can't be archived is tried again
/// @param lookPause how often it is looked whether PostgreSQL still stands where it was moved to
/// @param lookupTimeout how long a shard waits for one message
@ConfigurationProperties("confab.message.archive")
public record ArchiveProperties(
    @DefaultValue("2000") int batchRecords,
    @DefaultValue("5s") Duration longestPause,
    @DefaultValue("30s") Duration faultPause,
    @DefaultValue("30s") Duration lookPause,
    @DefaultValue("1s") Duration lookupTimeout) {}
