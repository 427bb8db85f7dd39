package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Chat;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.User;
import dev.confab.system.running.Database;
import dev.confab.system.running.Issuer;
import dev.confab.system.running.Service;
import dev.confab.system.running.TestKafka;
import dev.confab.test.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The services as they are built, each a process of its own, against a Kafka and a PostgreSQL that
/// somebody else runs: containers where a Docker engine answers.
class ServicesTest {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Map<String, String> settings = new HashMap<>();
  private Issuer issuer;
  private TestDatabase postgres;

  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    issuer = keep(Issuer.start());
    postgres = keep(TestDatabase.start());
    TestKafka kafka = keep(TestKafka.start(folder.resolve("kafka")));
    settings.put("confab.kafka.bootstrap-servers", kafka.bootstrapServers());
    settings.put("confab.kafka.partitions", "3");
    settings.put("confab.web.issuer", Issuer.NAME);
    settings.put("confab.web.jwk-set-uri", issuer.keys());
    settings.put("spring.datasource.url", postgres.url());
    settings.put("spring.datasource.username", TestDatabase.USER);
    settings.put("confab.history.state-dir", folder.resolve("timeline").toString());
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable part : parts) {
      part.close();
    }
  }

  @Test
  void aConversationGoesThroughAllOfThemAndOnWhenOneComesBack() throws IOException {
    Service history = start("history-service");
    settings.put("confab.gateway.history-url", history.uri().toString());
    Service gateway = start("gateway-service");
    Service message = start("message-service");
    history.awaitReady();
    message.awaitReady();
    gateway.awaitReady();
    User alice = new Chat(gateway.uri()).with("alice", issuer.token("alice"));
    User bob = new Chat(gateway.uri()).with("bob", issuer.token("bob"));
    String session = alice.createSession(bob);

    try (ChatSocket socket = bob.socket()) {
      socket.join(session);
      long first = alice.send(session, "Soup?").number("seq");
      socket.awaitEvents(session, first);
      message.close();
      start("message-service").awaitReady();
      long second = alice.send(session, "Noodles!").number("seq");
      socket.awaitEvents(session, second);

      assertThat(second).isEqualTo(first + 1);
      User reader = new Chat(history.uri()).with("bob", bob.token());
      assertThat(reader.get("/chat/sessions/" + session + "/messages?minSeq=" + second).items())
          .extracting(item -> item.path("content").asString())
          .containsExactly("Soup?", "Noodles!");
      Database archive = new Database(postgres.url() + "?user=" + TestDatabase.USER);
      archive.awaitEvent(session, second);
      assertThat(
              archive.column(
                  "SELECT content FROM messages WHERE session_id = ? ORDER BY seq", session))
          .containsExactly("Soup?", "Noodles!");
    }
  }

  private Service start(String module) throws IOException {
    String name = module + "-" + parts.size();
    Path file = Service.settings(folder.resolve(name + ".properties"), settings);
    return keep(Service.start(module, file, folder.resolve(name + ".log")));
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }
}
