package dev.confab.message.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.message.domain.Lookup;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.MessageId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

final class ArchivedMessagesTest {
  private final JdbcTemplate jdbc = TestPostgres.empty();
  private final ArchivedMessages messages = new ArchivedMessages(jdbc, Duration.ofSeconds(5));
  private final Chronicle chat = new Chronicle("s1");

  @AfterEach
  void close() {
    messages.close();
  }

  @Test
  void findsAMessageAsItIs() {
    archive(chat.create(), chat.send("a", Chronicle.ODD), chat.edit(2, "b"));

    assertThat(messages.find(new MessageId(chat.id, 2), 3))
        .isEqualTo(
            new Lookup.Found(
                Chronicle.ANN.userId(),
                MessageRole.USER,
                Chronicle.at(2),
                Chronicle.at(3),
                new CommandId("c2"),
                Chronicle.ODD));
  }

  @Test
  void isSureThatAMessageIsAbsent() {
    archive(chat.create(), chat.send("a", Chronicle.NONE), chat.remove(2));

    assertThat(messages.find(new MessageId(chat.id, 2), 3)).isEqualTo(new Lookup.Absent());
    assertThat(messages.find(new MessageId(chat.id, 1), 3)).isEqualTo(new Lookup.Absent());
  }

  @Test
  void doesNotTellBeforeTheArchiveIsThatFar() {
    archive(chat.create(), chat.send("a", Chronicle.NONE));

    assertThat(messages.find(new MessageId(chat.id, 2), 3)).isEqualTo(new Lookup.Unavailable());
    assertThat(messages.find(MessageId.of("s2.1"), 0)).isEqualTo(new Lookup.Unavailable());
  }

  @Test
  @Timeout(60)
  void doesNotWaitForAPostgresThatDoesNotAnswer() throws IOException {
    // It takes the connection and never says a word.
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var lost = new ArchivedMessages(new JdbcTemplate(at(silent)), Duration.ofMillis(100))) {
      assertThat(lost.find(MessageId.of("s1.2"), 0)).isEqualTo(new Lookup.Unavailable());
      assertThat(lost.find(MessageId.of("s1.2"), 0)).isEqualTo(new Lookup.Unavailable());
    }
  }

  private static PGSimpleDataSource at(ServerSocket server) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {server.getInetAddress().getHostAddress()});
    source.setPortNumbers(new int[] {server.getLocalPort()});
    return source;
  }

  private void archive(ArchivedEvent... events) {
    ArchiveWriter writer = TestPostgres.writer(jdbc);
    ShardPosition before = writer.position(0);
    assertThat(
            writer.write(
                List.of(
                    new ShardStep(
                        before,
                        new ShardPosition(0, events.length, before.filter()),
                        List.of(events),
                        0))))
        .isTrue();
  }
}
