package dev.confab.web.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where Kafka is and how the topics are laid out there.
///
/// @param partitions how many shards there are; it can't change once topics exist
/// @param replicas copies of each partition, for topics that this creates
/// @param replacesLog the epochs of lost logs that this one goes on for
/// @param properties settings for every client, such as those for TLS and SASL
@ConfigurationProperties("confab.kafka")
public record KafkaConnection(
    @DefaultValue("localhost:9092") String bootstrapServers,
    @DefaultValue("12") int partitions,
    @DefaultValue("1") short replicas,
    @DefaultValue List<String> replacesLog,
    @DefaultValue Map<String, String> properties) {

  /// A broker that hangs with its connections open is asked no more after as long as the controller
  /// gives it; Kafka's own 30 s would be those in which nothing that it led is read.
  private static final int REQUEST_MILLIS = 6_000;

  /// As large as the operating system makes them. Kafka's own receive buffer of 64 KiB is smaller
  /// than two segments of loopback's 64 KiB: a response that fills it leaves the sender waiting for
  /// a window until its timer of 200 ms ends (`docs/performance.md`).
  private static final int BUFFER_BYTES = CommonClientConfigs.RECEIVE_BUFFER_LOWER_BOUND;

  /// The connection's settings with the given ones over them, for a Kafka client.
  public Properties client(Map<String, ?> settings) {
    Properties merged = new Properties();
    merged.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    merged.put(CommonClientConfigs.RECEIVE_BUFFER_CONFIG, BUFFER_BYTES);
    merged.put(CommonClientConfigs.SEND_BUFFER_CONFIG, BUFFER_BYTES);
    merged.putAll(properties);
    merged.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    merged.putAll(new HashMap<>(settings));
    return merged;
  }

  /// Without the properties, which hold passwords.
  @Override
  public String toString() {
    return "Kafka at " + bootstrapServers;
  }
}
