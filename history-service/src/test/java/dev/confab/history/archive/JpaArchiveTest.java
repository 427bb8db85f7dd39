package dev.confab.history.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.history.window.Entry;
import dev.confab.history.window.Gathered;
import dev.confab.history.window.Profile;
import dev.confab.history.window.Summary;
import dev.confab.schema.chat.MemberRole;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.test.TestDatabase;
import dev.confab.web.limit.ByteBudget;
import dev.confab.web.limit.Room;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The archive against a real PostgreSQL with message-service's tables; it starts while the server
/// is away.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // Set before all tests.
class JpaArchiveTest {
  private static final Path MIGRATIONS =
      Path.of("../message-service/src/main/resources/db/migration");
  private static final SessionId SESSION = new SessionId("session-1");
  private static final SessionId GONE = new SessionId("session-2");
  private static final UserId ANN = new UserId("ann");

  private static ConfigurableApplicationContext context;
  private static Archive archive;
  private static int port;

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    HibernateJpaAutoConfiguration.class,
    TransactionAutoConfiguration.class
  })
  @Import(ArchiveConfiguration.class)
  static class Jpa {}

  @BeforeAll
  static void start() {
    port = TestDatabase.freePort();
    context =
        new SpringApplicationBuilder(Jpa.class)
            .web(WebApplicationType.NONE)
            .properties(
                "spring.datasource.url=jdbc:postgresql://localhost:" + port + "/postgres",
                "spring.datasource.username=postgres")
            .run();
    archive = context.getBean(Archive.class);
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @Test
  @Order(1)
  void saysThatItIsAwayWithoutPostgres() {
    assertThatThrownBy(() -> archive.lastSeq(SESSION)).isInstanceOf(ArchiveOutageException.class);
    assertThatThrownBy(() -> events(1, 9)).isInstanceOf(ArchiveOutageException.class);
  }

  @Test
  @Order(2)
  void readsWhatWasArchivedOnceItIsThereAndSaysWhenItGoes() throws Exception {
    TestDatabase postgres = TestDatabase.start(port);
    try (Connection connection = postgres.source().getConnection()) {
      fill(connection);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(() -> archive.lastSeq(SESSION) == 7);
      // On a machine that is busy a read can run out of time: that is an outage, and the next one
      // works.
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsInstanceOf(ArchiveOutageException.class)
          .untilAsserted(JpaArchiveTest::assertEverything);
    }
    postgres.close();
    assertThatThrownBy(() -> archive.lastSeq(SESSION)).isInstanceOf(ArchiveOutageException.class);
  }

  private static void assertEverything() {
    assertSessions();
    assertMessages();
    assertLongStretches();
    assertThat(texts(events(1, 2)))
        .containsExactly("{\"type\":\"x\",\"n\":1.10}", "{\"type\":\"é\"}");
    assertThat(archive.nextOffset(3, "epoch")).isEqualTo(42);
    assertThat(archive.nextOffset(3, "other")).isZero();
    assertThat(archive.nextOffset(4, "epoch")).isZero();
  }

  private static void assertSessions() {
    ArchivedSession session = Objects.requireNonNull(archive.session(SESSION));
    Profile profile = Objects.requireNonNull(session.profile());
    assertThat(profile.title()).isNull();
    assertThat(profile.members())
        .extracting(member -> member.userId().value(), member -> member.role())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("zoe", MemberRole.OWNER),
            org.assertj.core.groups.Tuple.tuple("ann", MemberRole.MEMBER));
    assertThat(profile.metadata().node().toString()).isEqualTo("{\"b\":1.50,\"a\":2}");
    assertThat(session.summary().updatedAt()).isEqualTo(Instant.parse("2026-01-02T00:00:00.123Z"));
    assertThat(session.summary().older()).isEqualTo(2);
    assertThat(session.summary().clearedUpTo()).isEqualTo(1);
    assertThat(archive.sessionsOf(ANN)).hasSize(1);
    assertThat(archive.sessionsOf(new UserId("nobody"))).isEmpty();
    ArchivedSession gone = Objects.requireNonNull(archive.session(GONE));
    assertThat(gone.profile()).isNull();
    assertThat(gone.summary().standing()).isEqualTo(Summary.Standing.DELETED);
    assertThat(archive.session(new SessionId("never"))).isNull();
  }

  private static void assertMessages() {
    assertThat(texts(Gathered.all(found -> archive.messagesUp(SESSION, 1, 9, found))))
        .containsExactly(
            "{\"id\":\"session-1.2\",\"sessionId\":\"session-1\",\"seq\":2,\"senderId\":\"zoe\",\"role\":\"assistant\",\"content\":\"hi\",\"metadata\":{\"b\":1.50},\"createdAt\":\"2026-01-01T00:00:00.500Z\",\"editedAt\":\"2026-01-01T00:00:01.000Z\",\"clientId\":\"k#1\"}",
            "{\"id\":\"session-1.5\",\"sessionId\":\"session-1\",\"seq\":5,\"senderId\":\"ann\",\"role\":\"user\",\"content\":\"ho\",\"metadata\":{},\"createdAt\":\"2026-01-01T00:00:02.000Z\"}");
    Gathered newest = bounded(1, Long.MAX_VALUE);
    archive.messagesDown(SESSION, 9, 1, newest);
    assertThat(newest.page()).extracting(Entry::seq).containsExactly(5L);
    assertThat(Gathered.all(found -> archive.messagesDown(SESSION, 4, 3, found))).isEmpty();
  }

  /// More than are fetched at a time; a page that is full sooner has what it has room for.
  private static void assertLongStretches() {
    List<Entry> all = events(1, 500);
    assertThat(all)
        .extracting(Entry::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 95).boxed().toList());
    int most = all.stream().limit(50).mapToInt(event -> event.json().length).sum();
    Gathered page = bounded(500, most);
    archive.events(SESSION, 1, 500, page);
    assertThat(page.page()).extracting(Entry::seq).hasSize(50).endsWith(50L);
    Gathered few = bounded(3, Long.MAX_VALUE);
    archive.events(SESSION, 41, 95, few);
    assertThat(few.page()).extracting(Entry::seq).containsExactly(41L, 42L, 43L);
    assertThat(few.isFull()).isTrue();
  }

  private static Gathered bounded(int limit, long bytes) {
    return new Gathered(limit, bytes, new Room(new ByteBudget(Long.MAX_VALUE, () -> {})));
  }

  private static List<Entry> events(long lowest, long highest) {
    return Gathered.all(found -> archive.events(SESSION, lowest, highest, found));
  }

  private static List<String> texts(List<Entry> entries) {
    return entries.stream().map(Entry::text).toList();
  }

  private static void fill(Connection connection) throws SQLException, IOException {
    List<Path> scripts;
    try (var files = Files.list(MIGRATIONS)) {
      scripts = files.sorted().toList();
    }
    try (Statement statement = connection.createStatement()) {
      for (Path script : scripts) {
        statement.execute(Files.readString(script));
      }
      statement.execute(
          """
          insert into sessions values
            ('session-1', null, 'zoe', '{"b":1.50,"a":2}', '2026-01-01T00:00:00Z',
             '2026-01-02T00:00:00.123Z', 7, 2, 1, null),
            ('session-2', 'old', 'zoe', '{}', '2026-01-01T00:00:00Z',
             '2026-01-02T00:00:00Z', 9, 0, 0, '2026-01-02T00:00:00Z');
          insert into session_members values
            ('session-1', 'ann', 'member'), ('session-1', 'zoe', 'owner');
          insert into messages values
            ('session-1', 2, 'zoe', 'assistant', 'hi', '{"b":1.50}', '2026-01-01T00:00:00.5Z',
             '2026-01-01T00:00:01Z', 'k#1'),
            ('session-1', 5, 'ann', 'user', 'ho', '{}', '2026-01-01T00:00:02Z', null, null);
          insert into events values
            ('session-1', 1, 'x', '2026-01-01T00:00:00Z', '{"type":"x","n":1.10}'),
            ('session-1', 2, 'x', '2026-01-01T00:00:00Z', '{"type":"é"}');
          insert into events
            select 'session-1', n, 'x', '2026-01-01T00:00:00Z', '{"n":' || n || '}'
            from generate_series(3, 95) n;
          insert into archive_positions (shard, epoch, next_offset, term, owner, next_n, whole)
            values (3, 'epoch', 42, 1, 'a', 5, true);
          """);
    }
  }
}
