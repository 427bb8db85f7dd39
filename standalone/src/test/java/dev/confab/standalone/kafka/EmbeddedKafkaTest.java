package dev.confab.standalone.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.standalone.loopback.LoopbackPort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
  private static final TopicPartition PARTITION = new TopicPartition("kept", 0);

  @TempDir private Path folder;

  @Test
  void keepsRecordsAcrossARestartOnAnotherPort() throws Exception {
    try (var first = start()) {
      createTopic(first);
      send(first, "before");
    }
    try (var second = start()) {
      send(second, "after");
      assertThat(values(second)).containsExactly("before", "after");
    }
  }

  @Test
  void takesRecordsAsLargeAsAStateOfASession() throws Exception {
    try (var broker = start()) {
      createTopic(broker);
      send(broker, "x".repeat(30_000_000));
      assertThat(values(broker)).singleElement().asString().hasSize(30_000_000);
    }
  }

  private EmbeddedKafka start() throws IOException {
    return EmbeddedKafka.start(folder.resolve("kafka"), LoopbackPort.free());
  }

  private static void createTopic(EmbeddedKafka broker) throws Exception {
    try (var admin = Admin.create(client(broker))) {
      var topic = new NewTopic(PARTITION.topic(), 1, (short) 1);
      admin
          .createTopics(List.of(topic.configs(Map.of("max.message.bytes", "33554432"))))
          .all()
          .get();
    }
  }

  private static void send(EmbeddedKafka broker, String value) throws Exception {
    Map<String, Object> settings = client(broker);
    settings.put("max.request.size", 33_554_432);
    settings.put("buffer.memory", 67_108_864);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      var sent = producer.send(new ProducerRecord<>(PARTITION.topic(), value)).get();
      assertThat(sent.hasOffset()).isTrue();
    }
  }

  private static List<String> values(EmbeddedKafka broker) {
    try (var consumer =
        new KafkaConsumer<>(client(broker), new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
      List<String> values = new ArrayList<>();
      while (consumer.position(PARTITION) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }

  private static Map<String, Object> client(EmbeddedKafka broker) {
    return new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }
}
