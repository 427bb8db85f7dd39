package dev.confab.gateway.log;

import dev.confab.web.kafka.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The gateway's Kafka clients, with the settings on which its promises rest.
public final class LogClients {
  private static final int MOST_BLOCKED_MILLIS = 1_000;

  private LogClients() {}

  /// Idempotent and in order. It gives a command up a little before the command's own deadline.
  public static Producer<byte[], byte[]> producer(KafkaConnection connection, Duration deadline) {
    int delivery = Math.toIntExact(deadline.toMillis() * 9 / 10);
    var settings =
        connection.client(
            Map.of(
                ProducerConfig.CLIENT_ID_CONFIG,
                "confab-gateway",
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                MOST_BLOCKED_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                delivery / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                delivery));
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /// Outside of any group, without a place to fall back to: a lost position must be seen.
  public static Consumer<byte[], byte[]> consumer(KafkaConnection connection) {
    var settings =
        connection.client(
            Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG,
                "confab-gateway",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                1,
                // A shard that is new is not fetched before the fetch that is under way returns.
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                50,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                2_000));
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
