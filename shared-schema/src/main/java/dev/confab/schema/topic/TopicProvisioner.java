package dev.confab.schema.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates the topics that are missing and refuses to run on ones that have another number of
/// partitions.
public final class TopicProvisioner {
  private static final Logger log = LoggerFactory.getLogger(TopicProvisioner.class);

  /// A start gives Kafka a minute, as Kafka's own client does (`default.api.timeout.ms`).
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Admin admin;
  private final int partitions;
  private final short replicas;
  private final Duration patience;

  public TopicProvisioner(Admin admin, int partitions, short replicas) {
    this(admin, partitions, replicas, PATIENCE);
  }

  /// @param patience how long it goes on while brokers do not know a topic yet or are too few
  public TopicProvisioner(Admin admin, int partitions, short replicas, Duration patience) {
    this.admin = admin;
    this.partitions = partitions;
    this.replicas = replicas;
    this.patience = patience;
  }

  /// Returns the epoch: the identity of the log that seqs belong to, which is the topic id of
  /// `chat.events`. Throws `IllegalStateException` with a sentence for the operator if a topic has
  /// another number of partitions or may not be created, and `KafkaException` if the brokers can't
  /// be reached.
  public String provision() {
    TopicDescription events = provision(Topics.ALL).get(Topics.EVENTS.name());
    return events == null ? "" : events.topicId().toString();
  }

  /// The same for these topics alone; gives what was found, by name.
  public Map<String, TopicDescription> provision(List<Topic> topics) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        try {
          return attempt(topics);
        } catch (ExecutionException e) {
          Throwable cause = e.getCause();
          if (!passes(cause) || System.nanoTime() - deadline > 0) {
            throw failure(cause);
          }
          log.warn("The topics are not all there yet: {}", String.valueOf(cause));
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while reading the topics", e);
    }
  }

  /// A broker that has not heard of a new topic yet says that there is none, and while one is still
  /// to come they are too few for the replicas.
  private static boolean passes(@Nullable Throwable failure) {
    return failure instanceof RetriableException
        || failure instanceof InvalidReplicationFactorException;
  }

  private static RuntimeException failure(@Nullable Throwable cause) {
    return cause instanceof AuthorizationException
        ? new IllegalStateException(
            "Topics are missing, or hidden from this process, and it may not create them: create them first, with deploy/kafka/topics.sh, and let it describe them.",
            cause)
        : new KafkaException("the topics could not be read or created: " + cause, cause);
  }

  private Map<String, TopicDescription> attempt(List<Topic> topics)
      throws ExecutionException, InterruptedException {
    Set<String> existing = admin.listTopics().names().get();
    create(topics.stream().filter(topic -> !existing.contains(topic.name())).toList());
    List<String> names = topics.stream().map(Topic::name).toList();
    Map<String, TopicDescription> found = admin.describeTopics(names).allTopicNames().get();
    check(topics, found);
    return found;
  }

  private void create(List<Topic> missing) throws ExecutionException, InterruptedException {
    List<NewTopic> wanted = new ArrayList<>();
    for (Topic topic : missing) {
      wanted.add(
          new NewTopic(topic.name(), topic.partitioned() ? partitions : 1, replicas)
              .configs(settings(topic)));
    }
    var results = admin.createTopics(wanted).values();
    for (var result : results.values()) {
      try {
        result.get();
      } catch (ExecutionException e) {
        // Another service was faster: what it made is checked like any other.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private Map<String, String> settings(Topic topic) {
    Map<String, String> settings = new HashMap<>(topic.settings());
    var retention = topic.retention();
    if (retention == null) {
      settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    } else {
      settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
    }
    settings.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(Math.max(1, replicas - 1)));
    settings.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
    // The broker's time: records of a writer whose clock is wrong are neither refused nor dropped
    // early.
    settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    return settings;
  }

  private void check(List<Topic> topics, Map<String, TopicDescription> found) {
    for (Topic topic : topics) {
      TopicDescription description = found.get(topic.name());
      int has = description == null ? 0 : description.partitions().size();
      int wants = topic.partitioned() ? partitions : 1;
      if (has != wants) {
        throw new IllegalStateException(
            "Topic %s has %d partitions, but %d are configured. Sessions would move between shards and lose their order: configure %d partitions, or start with new topics."
                .formatted(topic.name(), has, wants, has));
      }
    }
  }
}
