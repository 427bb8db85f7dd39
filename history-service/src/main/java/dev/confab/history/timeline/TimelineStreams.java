package dev.confab.history.timeline;

import dev.confab.history.window.ViewBehindException;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.jspecify.annotations.Nullable;

/// The timeline that Kafka Streams keeps: reads of its stores, and where the others are.
/// Thread-safe.
final class TimelineStreams implements Timeline, Owners {
  private static final StreamPartitioner<SessionId, Object> BY_SESSION =
      (topic, session, value, partitions) ->
          Optional.of(Set.of(Topics.partition(session, partitions)));

  private final KafkaStreams streams;
  private final TimelineSettings settings;
  private final Progress progress;
  private final StreamsLag lag;

  TimelineStreams(
      KafkaStreams streams, TimelineSettings settings, Progress progress, StreamsLag lag) {
    this.streams = streams;
    this.settings = settings;
    this.progress = progress;
    this.lag = lag;
  }

  void close(Duration timeout) {
    // Leaving at once lets the next instance, or this one's next start, begin without a wait.
    streams.close(
        CloseOptions.timeout(timeout)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }

  @Override
  public Part part(SessionId session) {
    return part(Topics.partition(session, settings.partitions()));
  }

  @Override
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    for (int partition : progress.partitions()) {
      parts.add(part(partition));
    }
    return parts;
  }

  @Override
  public CompletableFuture<Void> bell(SessionId session) {
    return progress.bell(session);
  }

  @Override
  public void leave(SessionId session, CompletableFuture<Void> bell) {
    progress.leave(session, bell);
  }

  @Override
  public Duration lag() {
    return Duration.ofMillis((long) (lag.measure().seconds() * 1_000));
  }

  private Part part(int partition) {
    Long next = progress.next(partition);
    if (next == null || !progress.isCurrent(partition)) {
      throw new ViewBehindException("The view is being restored.");
    }
    try {
      var store =
          streams.store(
              StoreQueryParameters.fromNameAndType(
                      TimelineProcessor.STORE, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                  .withPartition(partition));
      return new Part(partition, next, progress.gap(partition), new TimelineReader(store));
    } catch (InvalidStateStoreException e) {
      throw new ViewBehindException("The view is moving between instances.");
    }
  }

  @Override
  public @Nullable HostInfo elsewhere(SessionId session) {
    if (settings.here() == null) {
      return null;
    }
    KeyQueryMetadata found =
        streams.queryMetadataForKey(TimelineProcessor.STORE, session, BY_SESSION);
    if (found == null || found.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
      throw new ViewBehindException("The view is moving between instances.");
    }
    return found.activeHost().equals(settings.here()) ? null : found.activeHost();
  }

  @Override
  public List<HostInfo> others() {
    if (settings.here() == null) {
      return List.of();
    }
    Collection<StreamsMetadata> all = streams.metadataForAllStreamsClients();
    return all.stream()
        .filter(instance -> !instance.topicPartitions().isEmpty())
        .map(StreamsMetadata::hostInfo)
        .filter(host -> !host.equals(settings.here()))
        .distinct()
        .toList();
  }

  @Override
  public int partitions() {
    return settings.partitions();
  }
}
