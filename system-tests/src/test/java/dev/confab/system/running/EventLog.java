package dev.confab.system.running;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.log.FilterState;
import dev.confab.schema.log.LogFilter;
import dev.confab.schema.log.LogPosition;
import dev.confab.schema.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// The topics, as a consumer outside reads them.
public record EventLog(String bootstrapServers) {
  /// What `chat.events` says, as analytics is told to read it: the records that count and have a
  /// key, by session, in order.
  public Map<String, List<ConsumerRecord<byte @Nullable [], byte @Nullable []>>> events() {
    Map<Integer, LogFilter> filters = new HashMap<>();
    Map<String, List<ConsumerRecord<byte @Nullable [], byte @Nullable []>>> events =
        new HashMap<>();
    for (var record : records(Topics.EVENTS.name())) {
      LogFilter filter =
          filters.computeIfAbsent(record.partition(), p -> new LogFilter(FilterState.START));
      boolean counts = filter.judge(LogPosition.of(record.headers())) == LogFilter.Verdict.ACCEPTED;
      byte[] key = record.key();
      if (counts && key != null) {
        events.computeIfAbsent(new String(key, UTF_8), session -> new ArrayList<>()).add(record);
      }
    }
    return events;
  }

  /// Deletes `chat.events`, as by a mistake; returns the epoch of what was lost.
  public String lose() {
    String events = Topics.EVENTS.name();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      var described = admin.describeTopics(List.of(events)).allTopicNames().get();
      admin.deleteTopics(List.of(events)).all().get();
      return described.values().iterator().next().topicId().toString();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Every record of the topic up to its end as it is now, each partition's in order.
  public List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records(String topic) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("isolation.level", "read_uncommitted");
    List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<byte @Nullable [], byte @Nullable []>(
            settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(500)).forEach(records::add);
      }
    }
    return records;
  }
}
