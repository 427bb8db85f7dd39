package dev.confab.standalone.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.schema.topic.TopicProvisioner;
import dev.confab.schema.topic.Topics;
import dev.confab.standalone.loopback.LoopbackPort;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Topics on brokers that start: the answers of the first moments are those of a broker that has
/// heard of nothing yet, or of one that is alone.
class TopicProvisionerTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final short ONE = 1;
  private static final short THREE = 3;

  @TempDir private static Path folder;

  private static EmbeddedKafka broker;
  private static Admin admin;

  @BeforeAll
  static void start() throws IOException {
    broker = EmbeddedKafka.start(folder.resolve("kafka"), LoopbackPort.free());
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  static void stop() throws Exception {
    admin.close();
    broker.close();
  }

  @Test
  void waitsForABrokerThatHasNotHeardOfTheTopics() {
    Admin late = answering("describeTopics", 2, () -> admin.describeTopics(List.of("unheard-of")));

    assertThat(new TopicProvisioner(late, 2, ONE, LONG).provision()).isNotEmpty();
  }

  @Test
  void waitsForBrokersThatAreStillTooFew() throws Exception {
    List<NewTopic> copied = List.of(new NewTopic("copied", 1, THREE));
    Admin early = answering("createTopics", 2, () -> admin.createTopics(copied));

    new TopicProvisioner(early, 2, ONE, LONG).provision(Topics.ALL);

    assertThat(admin.listTopics().names().get()).contains(Topics.EVENTS.name());
  }

  @Test
  void givesUpWhenItsTimeIsOver() {
    Admin never =
        answering("describeTopics", 99, () -> admin.describeTopics(List.of("unheard-of")));

    assertThatThrownBy(() -> new TopicProvisioner(never, 2, ONE, Duration.ZERO).provision())
        .isInstanceOf(KafkaException.class)
        .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
  }

  /// The broker's own client, but for the first calls of one method.
  private static Admin answering(String method, int times, Supplier<?> instead) {
    AtomicInteger calls = new AtomicInteger();
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, called, arguments) ->
                called.getName().equals(method) && calls.getAndIncrement() < times
                    ? instead.get()
                    : called.invoke(admin, arguments));
  }
}
