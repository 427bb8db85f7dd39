package dev.confab.history;

import dev.confab.history.timeline.TimelineSettings;
import dev.confab.web.kafka.KafkaConnection;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How the history service is set up.
///
/// @param stateDir where the timeline lies; it may be lost, then it is built again
/// @param advertisedAddress `host:port` where the other instances reach this one; absent if there
///   are none
/// @param window messages, and events, that the timeline keeps of each session
/// @param memory bound on RocksDB's memory
/// @param minSeqWait how long a read with `minSeq` waits at most
/// @param waitingOfUser how many reads of one user may wait so at a time; 0 for no limit. Those
///   that another instance answers wait there
/// @param waiting how many of all together, with those that wait for another instance's answer
/// @param pageBytes how many bytes of messages, events or sessions a page has at most; one entry in
///   any case
/// @param commitInterval how much of the log is read again after a crash, as time
/// @param sessionTimeout how soon another instance takes over what a dead one held
/// @param standbys instances that keep a second copy of each partition
/// @param peerTimeout how long another instance may take to answer
@Validated
@ConfigurationProperties("confab.history")
public record HistoryProperties(
    @DefaultValue("data/history") Path stateDir,
    @Nullable String advertisedAddress,
    @DefaultValue("500") @Min(1) int window,
    @DefaultValue("16MB") DataSize memory,
    @DefaultValue("2s") Duration minSeqWait,
    @DefaultValue("32") @Min(0) int waitingOfUser,
    @DefaultValue("4096") @Min(1) int waiting,
    @DefaultValue("1MB") DataSize pageBytes,
    @DefaultValue("5s") Duration commitInterval,
    @DefaultValue("10s") Duration sessionTimeout,
    @DefaultValue("0") @Min(0) int standbys,
    @DefaultValue("5s") Duration peerTimeout) {

  TimelineSettings timeline(KafkaConnection kafka) {
    return new TimelineSettings(
        kafka.partitions(),
        kafka.replicas(),
        standbys,
        stateDir,
        advertisedAddress == null ? null : HostInfo.buildFromEndpoint(advertisedAddress),
        window,
        memory.toBytes(),
        commitInterval,
        sessionTimeout);
  }
}
