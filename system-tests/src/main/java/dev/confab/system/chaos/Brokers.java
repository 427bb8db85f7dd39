package dev.confab.system.chaos;

import dev.confab.schema.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;

/// Asks the brokers about themselves.
final class Brokers {
  private static final int SECONDS = 20;

  private Brokers() {}

  /// The broker that leads most partitions of the events.
  static Cluster.Part leader(Cluster cluster)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<Integer, Integer> led = new HashMap<>();
    for (TopicPartitionInfo partition : partitions(cluster)) {
      Node leader = partition.leader();
      if (leader != null) {
        led.merge(leader.port(), 1, Integer::sum);
      }
    }
    return cluster.of(Cluster.BROKER).stream()
        .max((a, b) -> led.getOrDefault(a.port(), 0) - led.getOrDefault(b.port(), 0))
        .orElseThrow();
  }

  private static List<TopicPartitionInfo> partitions(Cluster cluster)
      throws ExecutionException, TimeoutException, InterruptedException {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", cluster.kafka());
    String events = Topics.EVENTS.name();
    try (Admin admin = Admin.create(settings)) {
      var described = admin.describeTopics(List.of(events)).allTopicNames();
      var topics = described.get(SECONDS, TimeUnit.SECONDS);
      return topics.values().stream().flatMap(topic -> topic.partitions().stream()).toList();
    }
  }
}
