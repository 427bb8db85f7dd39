package dev.confab.history.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.history.RandomChat;
import dev.confab.history.window.Gathered;
import dev.confab.history.window.Summary;
import dev.confab.schema.log.LogHeaders;
import dev.confab.streams.RocksMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole topology with RocksDB and the settings that it runs with.
class TimelineTopologyTest {
  @TempDir Path directory;

  @Test
  void keepsTheViewInRocksAndBuriesWhatNobodyCanRead() {
    RandomChat chat = new RandomChat(3, 2, false);
    LogWriter log = new LogWriter();
    log.open(1, "a");
    chat.events(300).forEach(log::event);
    log.garbage("session-0", "[]");
    FakeLog registry = new FakeLog();
    registry.end = 302;
    Progress progress = new Progress();
    try (RocksMemory memory = new RocksMemory(16 << 20);
        var driver =
            new TopologyTestDriver(
                TimelineTopology.build(
                    Stores.persistentKeyValueStore(TimelineProcessor.STORE),
                    registry,
                    progress,
                    500),
                settings(memory))) {
      var input =
          driver.createInputTopic(
              "chat.events", new ByteArraySerializer(), new ByteArraySerializer());
      log.records.forEach(
          r -> input.pipeInput(new TestRecord<>(r.key(), r.value(), r.headers(), 0L)));
      KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(TimelineProcessor.STORE);
      TimelineReader reader = new TimelineReader(store);
      chat.models
          .values()
          .forEach(model -> {
            Summary summary = Objects.requireNonNull(reader.summary(model.id));
            assertThat(Objects.requireNonNull(reader.profile(model.id)).session(summary))
                .isEqualTo(model.session());
            assertThat(
                    Gathered.all(
                            found -> reader.window(model.id).messagesDown(Long.MAX_VALUE, 1, found))
                        .stream()
                        .map(entry -> entry.text())
                        .toList()
                        .reversed())
                .isEqualTo(model.messageTexts());
          });
      assertThat(reader.sessionsOf(RandomChat.OWNER)).hasSize(2);
      assertThat(progress.isCurrent(0)).isTrue();
      var letters =
          driver.createOutputTopic(
              "chat.dead-letters", new ByteArrayDeserializer(), new ByteArrayDeserializer());
      TestRecord<byte[], byte[]> letter = letters.readRecord();
      assertThat(new String(letter.value(), UTF_8)).isEqualTo("[]");
      assertThat(LogHeaders.text(letter.headers(), "source-offset")).isEqualTo("301");
      assertThat(letters.isEmpty()).isTrue();
    }
  }

  private Properties settings(RocksMemory memory) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", "nowhere:1");
    Map<String, Object> settings =
        StreamsSettings.of(
            new TimelineSettings(
                12,
                1,
                0,
                directory,
                null,
                500,
                16 << 20,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10)),
            memory);
    properties.putAll(settings);
    return properties;
  }
}
