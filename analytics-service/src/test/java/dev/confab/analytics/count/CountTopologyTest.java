package dev.confab.analytics.count;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.analytics.Batch;
import dev.confab.analytics.RandomChat;
import dev.confab.analytics.RandomLog;
import dev.confab.analytics.view.View;
import dev.confab.schema.analytics.AnalyticsTopics;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.event.Event;
import dev.confab.streams.RocksMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole topology with RocksDB and the settings that it runs with.
class CountTopologyTest {
  private static final Duration RETENTION = Duration.ofDays(7);

  @TempDir Path directory;

  @Test
  void countsInRocksAndBuriesWhatNobodyCanRead() throws MalformedException {
    RandomLog log = new RandomLog(0, 1);
    RandomChat chat = new RandomChat(1, 20, Duration.ofSeconds(20));
    for (int i = 0; i < 150; i++) {
      Event event = chat.next();
      log.write(event, chat.clock());
    }
    View view = new View("epoch", 1);
    AtomicInteger buried = new AtomicInteger();
    CountSettings settings = settings();
    try (RocksMemory memory = new RocksMemory(settings.memoryBytes());
        var driver =
            new TopologyTestDriver(
                CountTopology.build(
                    Stores::persistentKeyValueStore,
                    new FakeLog(),
                    settings,
                    buried::incrementAndGet),
                properties(settings, memory))) {
      var input =
          driver.createInputTopic(
              "chat.events", new ByteArraySerializer(), new ByteArraySerializer());
      log.records.forEach(
          r -> input.pipeInput(new TestRecord<>(r.key(), r.value(), r.headers(), r.timestamp())));
      driver.advanceWallClockTime(settings.flushInterval());
      driver.advanceWallClockTime(settings.flushInterval());
      for (String topic : AnalyticsTopics.ROWS) {
        read(driver, topic, view);
      }
      var letters =
          driver.createOutputTopic(
              "chat.dead-letters", new ByteArrayDeserializer(), new ByteArrayDeserializer());
      assertThat(letters.readRecordsToList()).hasSize(log.unreadable.size()).isNotEmpty();
      assertThat(buried).hasValue(log.unreadable.size());
    }
    new Comparison(view).requireEqual(new Batch(log.counted, RETENTION));
  }

  private static void read(TopologyTestDriver driver, String topic, View view)
      throws MalformedException {
    var rows =
        driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    for (TestRecord<byte[], byte[]> row : rows.readRecordsToList()) {
      view.apply(topic, new String(row.key(), UTF_8), row.value());
    }
  }

  private CountSettings settings() {
    return new CountSettings(
        1,
        1,
        0,
        directory,
        null,
        RETENTION,
        16 << 20,
        1 << 20,
        Duration.ofMillis(500),
        Duration.ofMillis(500),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30));
  }

  private static Properties properties(CountSettings settings, RocksMemory memory) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", "nowhere:1");
    properties.putAll(StreamsSettings.of(settings, memory));
    return properties;
  }
}
