package dev.confab.history.timeline;

import dev.confab.history.window.Summary;
import dev.confab.history.window.Summary.Standing;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  TimelineStreams(KafkaStreams streams, TimelineSettings settings, Progress progress) {
    this.streams = streams;
    this.settings = settings;
    this.progress = progress;
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
  public Part await(SessionId session, long minSeq, Duration patience) {
    Part part = part(session);
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      CompletableFuture<Void> bell = progress.bell(session);
      if (holds(part, session, minSeq)) {
        progress.leave(session, bell);
        return part;
      }
      await(bell, session, deadline);
    }
  }

  private void await(CompletableFuture<Void> bell, SessionId session, long deadline) {
    try {
      bell.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      progress.leave(session, bell);
      throw new ViewBehindException("The view does not hold that seq yet.");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a bell does not fail", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ViewBehindException("The server is stopping.");
    }
  }

  private static boolean holds(Part part, SessionId session, long minSeq) {
    Summary summary = part.reader().summary(session);
    if (summary == null) {
      return part.gap() > 0;
    }
    return summary.lastSeq() >= minSeq
        || summary.standing() == Standing.DELETED
        || summary.offset() < part.gap();
  }

  private Part part(int partition) {
    if (!progress.isCurrent(partition)) {
      throw new ViewBehindException("The view is being restored.");
    }
    try {
      var store =
          streams.store(
              StoreQueryParameters.fromNameAndType(
                      TimelineProcessor.STORE, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                  .withPartition(partition));
      return new Part(partition, progress.gap(partition), new TimelineReader(store));
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
