package dev.confab.analytics.count;

import dev.confab.schema.analytics.AnalyticsTopics;
import dev.confab.schema.topic.Topics;
import dev.confab.streams.EventLog;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// Events into sums by shard, users through `chat.analytics.activity` into sums by user, all of it
/// out as rows. Nothing adds up the parts here: who reads the rows does.
final class CountTopology {
  private static final List<String> BY_EVENTS =
      List.of(
          AnalyticsTopics.MINUTES,
          AnalyticsTopics.SESSIONS,
          AnalyticsTopics.RESPONSES,
          AnalyticsTopics.BUSIEST,
          AnalyticsTopics.PROGRESS,
          AnalyticsTopics.ACTIVITY,
          Topics.DEAD_LETTERS.name());

  private static final List<String> BY_USERS =
      List.of(AnalyticsTopics.USERS, AnalyticsTopics.PROGRESS, Topics.DEAD_LETTERS.name());

  private CountTopology() {}

  /// `buried` counts dead letters.
  static Topology build(
      Function<String, KeyValueBytesStoreSupplier> stores,
      EventLog log,
      CountSettings settings,
      Runnable buried) {
    Topology topology = new Topology();
    topology
        .addSource(
            "chat.events",
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            Topics.EVENTS.name())
        .addProcessor(
            EventProcessor.STAGE, () -> new EventProcessor(log, settings, buried), "chat.events")
        .addStateStore(store(stores.apply(EventProcessor.STORE)), EventProcessor.STAGE);
    BY_EVENTS.forEach(topic -> sink(topology, EventProcessor.STAGE, topic));
    topology
        .addSource(
            "activity",
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            AnalyticsTopics.ACTIVITY)
        .addProcessor(
            UserProcessor.STAGE, () -> new UserProcessor(log.epoch(), settings, buried), "activity")
        .addStateStore(store(stores.apply(UserProcessor.STORE)), UserProcessor.STAGE);
    BY_USERS.forEach(topic -> sink(topology, UserProcessor.STAGE, topic));
    return topology;
  }

  private static void sink(Topology topology, String stage, String topic) {
    topology.addSink(
        Output.sink(stage, topic),
        topic,
        new Address.KeyWriter(),
        new ByteArraySerializer(),
        Address.PARTITIONER,
        stage);
  }

  /// With the cache of Streams: sums change much more often than they are committed, and nobody
  /// reads them in between.
  private static StoreBuilder<KeyValueStore<String, byte[]>> store(
      KeyValueBytesStoreSupplier store) {
    return Stores.keyValueStoreBuilder(store, Serdes.String(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(Map.of());
  }
}
