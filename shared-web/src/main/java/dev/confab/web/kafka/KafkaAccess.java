package dev.confab.web.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/// Whether the brokers let this process do what its role needs.
///
/// A gateway touches a topic when the first user needs it, and would look well until then. Asked
/// are the topics and groups that the table names in full; what it gives by a prefix shows with its
/// first use. Thread-safe.
public final class KafkaAccess {
  private static final Set<AclOperation> UNKNOWN = Set.copyOf(EnumSet.allOf(AclOperation.class));

  private final Admin admin;
  private final List<KafkaRight> topics;
  private final List<KafkaRight> groups;

  KafkaAccess(Admin admin, List<KafkaRight> needed) {
    this.admin = admin;
    this.topics = needed.stream().filter(right -> right.isOf(ResourceType.TOPIC)).toList();
    this.groups = needed.stream().filter(right -> right.isOf(ResourceType.GROUP)).toList();
  }

  /// Says what is refused in a sentence, `null` if nothing is. Throws `KafkaException` if the
  /// brokers do not answer in time.
  public @Nullable String refusal(Duration patience) {
    try {
      List<String> refused = new ArrayList<>();
      addTopics(refused, Math.toIntExact(patience.toMillis()));
      addGroups(refused, Math.toIntExact(patience.toMillis()));
      return refused.isEmpty()
          ? null
          : "Kafka refuses this process what it needs: %s.".formatted(String.join(", ", refused));
    } catch (ExecutionException e) {
      throw new KafkaException("the rights could not be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while reading the rights", e);
    }
  }

  private void addTopics(List<String> refused, int millis)
      throws ExecutionException, InterruptedException {
    if (topics.isEmpty()) {
      return;
    }
    var options = new DescribeTopicsOptions().includeAuthorizedOperations(true).timeoutMs(millis);
    Map<String, KafkaFuture<TopicDescription>> found =
        admin.describeTopics(names(topics), options).topicNameValues();
    for (KafkaRight right : topics) {
      var description = found.get(right.name());
      if (description != null) {
        add(refused, right, description.thenApply(TopicDescription::authorizedOperations));
      }
    }
  }

  private void addGroups(List<String> refused, int millis)
      throws ExecutionException, InterruptedException {
    if (groups.isEmpty()) {
      return;
    }
    var options =
        new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true).timeoutMs(millis);
    Map<String, KafkaFuture<ConsumerGroupDescription>> found =
        admin.describeConsumerGroups(names(groups), options).describedGroups();
    for (KafkaRight right : groups) {
      var description = found.get(right.name());
      if (description != null) {
        add(refused, right, description.thenApply(ConsumerGroupDescription::authorizedOperations));
      }
    }
  }

  private static void add(
      List<String> refused, KafkaRight right, KafkaFuture<@Nullable Set<AclOperation>> answer)
      throws ExecutionException, InterruptedException {
    Set<AclOperation> granted = granted(answer);
    for (AclOperation operation : right.operations()) {
      if (!granted.contains(operation)) {
        refused.add(operation + " " + right.name());
      }
    }
  }

  /// Some brokers do not say, and a group that nobody is in has nothing to say.
  private static Set<AclOperation> granted(KafkaFuture<@Nullable Set<AclOperation>> answer)
      throws ExecutionException, InterruptedException {
    try {
      Set<AclOperation> granted = answer.get();
      return granted == null ? UNKNOWN : granted;
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case AuthorizationException refused -> Set.of();
        case GroupIdNotFoundException unknown -> UNKNOWN;
        case UnknownTopicOrPartitionException unknown -> UNKNOWN;
        case null, default -> throw e;
      };
    }
  }

  private static Collection<String> names(List<KafkaRight> rights) {
    return rights.stream().map(KafkaRight::name).toList();
  }
}
