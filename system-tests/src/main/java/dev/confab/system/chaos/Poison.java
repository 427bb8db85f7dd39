package dev.confab.system.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Puts records on `chat.commands` that are no commands, on every partition.
final class Poison {
  private static final int LARGE = 900_000;

  private Poison() {}

  /// @param session a real one, so that its shard has to step over them
  static void spread(String kafka, String session) throws ExecutionException, InterruptedException {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", kafka);
    settings.put("delivery.timeout.ms", 30_000);
    settings.put("request.timeout.ms", 10_000);
    try (var producer =
        new KafkaProducer<byte @Nullable [], byte @Nullable []>(
            settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      String topic = Topics.COMMANDS.name();
      int partitions = producer.partitionsFor(topic).size();
      for (int partition = 0; partition < partitions; partition++) {
        for (byte[] value : values(session)) {
          sent.add(
              producer.send(
                  new ProducerRecord<>(topic, partition, session.getBytes(UTF_8), value)));
        }
        sent.add(producer.send(new ProducerRecord<>(topic, partition, null, new byte[] {1, 2})));
        sent.add(producer.send(new ProducerRecord<>(topic, partition, new byte[] {-1}, null)));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    }
  }

  private static List<byte[]> values(String session) {
    return List.of(
        "no json at all".getBytes(UTF_8),
        "{\"type\":\"send_message\"}".getBytes(UTF_8),
        "{\"type\":\"dance\",\"sessionId\":\"%s\"}".formatted(session).getBytes(UTF_8),
        ("{\"type\":\"send_message\",\"sessionId\":\""
                + session
                + "\",\"commandId\":7,\"at\":\"never\"}")
            .getBytes(UTF_8),
        new byte[] {(byte) 0xff, (byte) 0xfe, 0},
        "{\"x\":\"%s\"}".formatted("y".repeat(LARGE)).getBytes(UTF_8));
  }
}
