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
import org.apache.kafka.common.Uuid;

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

  /// Returns the epoch of what is lost by it.
  static String deleteLog(Cluster cluster)
      throws ExecutionException, TimeoutException, InterruptedException {
    List<String> events = List.of(Topics.EVENTS.name());
    try (Admin admin = admin(cluster)) {
      var described = admin.describeTopics(events).allTopicNames();
      Uuid id = described.get(SECONDS, TimeUnit.SECONDS).values().iterator().next().topicId();
      admin.deleteTopics(events).all().get(SECONDS, TimeUnit.SECONDS);
      return id.toString();
    }
  }

  private static Admin admin(Cluster cluster) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", cluster.kafka());
    return Admin.create(settings);
  }

  private static List<TopicPartitionInfo> partitions(Cluster cluster)
      throws ExecutionException, TimeoutException, InterruptedException {
    String events = Topics.EVENTS.name();
    try (Admin admin = admin(cluster)) {
      var described = admin.describeTopics(List.of(events)).allTopicNames();
      var topics = described.get(SECONDS, TimeUnit.SECONDS);
      return topics.values().stream().flatMap(topic -> topic.partitions().stream()).toList();
    }
  }
}
