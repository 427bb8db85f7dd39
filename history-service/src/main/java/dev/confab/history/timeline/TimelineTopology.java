package dev.confab.history.timeline;

import dev.confab.schema.topic.Topics;
import dev.confab.streams.EventLog;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// Events into the store, what nobody can read to the dead letters.
final class TimelineTopology {
  private TimelineTopology() {}

  static Topology build(
      KeyValueBytesStoreSupplier store, EventLog events, Progress progress, int window) {
    return new Topology()
        .addSource(
            "events",
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            Topics.EVENTS.name())
        .addProcessor("fold", () -> new TimelineProcessor(events, progress, window), "events")
        .addStateStore(store(store), "fold")
        .addSink(
            "dead-letters",
            Topics.DEAD_LETTERS.name(),
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            "fold");
  }

  /// Without the cache of Streams: it would reorder writes on their way to the changelog, and
  /// readers would not see a write at once.
  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(
      KeyValueBytesStoreSupplier store) {
    return Stores.keyValueStoreBuilder(store, Serdes.Bytes(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(Map.of());
  }
}
