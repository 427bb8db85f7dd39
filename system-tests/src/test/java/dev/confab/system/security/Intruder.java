package dev.confab.system.security;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Somebody who has the credentials of one service and tries what they are good for.
///
/// Each attempt returns the class of the exception with which Kafka refused it, or `null` if it did
/// not.
final class Intruder implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Map<String, Object> settings;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;

  Intruder(Map<String, Object> credentials) {
    settings = new HashMap<>(credentials);
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", "false");
    settings.put("max.block.ms", "10000");
    admin = Admin.create(settings);
    producer = producer(Map.of());
    consumer = consumer(Map.of());
  }

  @Nullable Class<?> write(String topic) {
    return refusal(() -> producer.send(new ProducerRecord<>(topic, 0, null, new byte[0])).get());
  }

  @Nullable Class<?> read(String topic) {
    consumer.assign(List.of(new TopicPartition(topic, 0)));
    return refusal(() -> polled(consumer));
  }

  @Nullable Class<?> join(String group, String topic) {
    try (var member = consumer(Map.of("group.id", group))) {
      member.subscribe(List.of(topic));
      return refusal(() -> polled(member));
    }
  }

  @Nullable Class<?> own(String transactionalId) {
    try (var owner = producer(Map.of("transactional.id", transactionalId))) {
      return refusal(() -> {
        owner.initTransactions();
        return true;
      });
    }
  }

  @Nullable Class<?> create(String topic) {
    return refusal(
        () -> admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get());
  }

  @Nullable Class<?> delete(String topic) {
    return refusal(() -> admin.deleteTopics(List.of(topic)).all().get());
  }

  /// Gives itself what it has not.
  @Nullable Class<?> grantItself(String principal, String topic) {
    var binding =
        new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
            new AccessControlEntry(principal, "*", AclOperation.ALL, AclPermissionType.ALLOW));
    return refusal(() -> admin.createAcls(List.of(binding)).all().get());
  }

  private static Object polled(KafkaConsumer<byte[], byte[]> consumer) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean read = false;
    while (!read && System.nanoTime() < end) {
      read = !consumer.poll(Duration.ofMillis(200)).isEmpty();
    }
    return read;
  }

  private static @Nullable Class<?> refusal(Callable<?> attempt) {
    try {
      var _ = attempt.call();
      return null;
    } catch (ExecutionException e) {
      return refusal(e.getCause() == null ? e : e.getCause());
    } catch (KafkaException e) {
      return refusal(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// A producer that was refused before it is asked to send says so by its cause.
  private static Class<?> refusal(Throwable failure) {
    return failure.getClass() == KafkaException.class && failure.getCause() != null
        ? refusal(failure.getCause())
        : failure.getClass();
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> further) {
    return new KafkaProducer<>(with(further), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> further) {
    return new KafkaConsumer<>(
        with(further), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Object> with(Map<String, Object> further) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putAll(further);
    return all;
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
    producer.close(Duration.ZERO);
    consumer.close();
  }
}
