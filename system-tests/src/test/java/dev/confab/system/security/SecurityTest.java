package dev.confab.system.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Answer;
import dev.confab.system.client.Chat;
import dev.confab.system.client.User;
import dev.confab.system.running.Service;
import dev.confab.web.kafka.KafkaRight;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityTest {
  private static final String PRIVILEGE = "42501";
  private static final Map<String, Intruder> INTRUDERS = new HashMap<>();
  private static @Nullable SecuredRun started;

  @BeforeAll
  static void start() throws IOException, InterruptedException, SQLException {
    started = SecuredRun.start(Path.of("target", "security"));
  }

  @AfterAll
  static void stop() {
    INTRUDERS.values().forEach(Intruder::close);
    if (started != null) {
      started.close();
    }
  }

  @Test
  void messagesMakeTheRoundTripWithNoMoreRightsThanTheTableGives() {
    List<String> contents = List.of("One", "Two", "Three");

    assertThat(roundTrip(contents)).isEqualTo(contents);
  }

  @ParameterizedTest(name = "{0} may not {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gateway   | write  | chat.events      | Topic
          gateway   | write  | chat.replies     | Topic
          gateway   | write  | chat.sessions    | Topic
          gateway   | write  | chat.shards      | Topic
          gateway   | write  | chat.dead-letters| Topic
          gateway   | read   | chat.commands    | Topic
          gateway   | read   | chat.sessions    | Topic
          gateway   | read   | chat.dead-letters| Topic
          gateway   | read   | chat.services    | Topic
          gateway   | write  | chat.services    | Topic
          gateway   | join   | confab-archive   | Group
          gateway   | join   | confab-timeline  | Group
          gateway   | own    | shard-0          | TransactionalId
          gateway   | create | chat.more        | Topic
          gateway   | delete | chat.events      | Topic
          gateway   | grant  | chat.events      | Cluster
          message   | write  | chat.commands    | Topic
          message   | read   | chat.replies     | Topic
          message   | read   | chat.dead-letters| Topic
          message   | join   | confab-timeline  | Group
          message   | own    | confab-timeline-0| TransactionalId
          message   | create | chat.more        | Topic
          message   | delete | chat.events      | Topic
          message   | grant  | chat.commands    | Cluster
          history   | write  | chat.events      | Topic
          history   | write  | chat.commands    | Topic
          history   | write  | chat.replies     | Topic
          history   | write  | chat.signals     | Topic
          history   | write  | chat.sessions    | Topic
          history   | write  | chat.shards      | Topic
          history   | read   | chat.commands    | Topic
          history   | read   | chat.sessions    | Topic
          history   | read   | chat.dead-letters| Topic
          history   | write  | chat.services    | Topic
          history   | join   | confab-archive   | Group
          history   | own    | shard-0          | TransactionalId
          history   | create | chat.more        | Topic
          history   | delete | chat.events      | Topic
          history   | grant  | chat.events      | Cluster
          analytics | write  | chat.events      | Topic
          analytics | write  | chat.commands    | Topic
          analytics | read   | chat.commands    | Topic
          analytics | read   | chat.sessions    | Topic
          analytics | read   | chat.dead-letters| Topic
          analytics | join   | confab-timeline  | Group
          analytics | own    | shard-0          | TransactionalId
          analytics | delete | chat.events      | Topic
          admin     | write  | chat.events      | Cluster
          admin     | read   | chat.events      | Topic
          admin     | join   | confab-archive   | Group
          admin     | delete | chat.events      | Topic
          admin     | grant  | chat.events      | Cluster
          """)
  void isRefused(String role, String attempt, String what, String kind) {
    Intruder intruder =
        INTRUDERS.computeIfAbsent(role, name -> new Intruder(run().kafka().client(name)));
    Class<?> refusal =
        switch (attempt) {
          case "write" -> intruder.write(what);
          case "read" -> intruder.read(what);
          case "join" -> intruder.join(what, "chat.events");
          case "own" -> intruder.own(what);
          case "create" -> intruder.create(what);
          case "delete" -> intruder.delete(what);
          case "grant" -> intruder.grantItself(run().kafka().account(role).principal(), what);
          default -> throw new IllegalArgumentException(attempt);
        };

    assertThat(refusal).isNotNull();
    assertThat(String.valueOf(refusal)).endsWith("." + kind + "AuthorizationException");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO archive_positions SELECT 99, '', 0, 0, '', 0, true",
        "UPDATE messages SET content = ''",
        "DELETE FROM events",
        "TRUNCATE sessions",
        "CREATE TABLE mine (id int)",
        "DROP TABLE messages",
        "ALTER TABLE messages OWNER TO confab_history"
      })
  void readerOfTheArchiveCanChangeNothing(String sql) {
    assertThat(run().postgres().refusal("confab_history", "SELECT count(*) FROM messages"))
        .isEmpty();
    assertThat(run().postgres().refusal("confab_history", sql)).isEqualTo(PRIVILEGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE mine (id int)",
        "ALTER TABLE messages DROP COLUMN content",
        "DROP TABLE messages",
        "TRUNCATE messages",
        "CREATE ROLE mine",
        "COPY messages TO PROGRAM 'cat'"
      })
  void writerOfTheArchiveChangesRowsOnly(String sql) {
    assertThat(run().postgres().refusal("confab_message", "UPDATE messages SET content = content"))
        .isEmpty();
    assertThat(run().postgres().refusal("confab_message", sql)).isEqualTo(PRIVILEGE);
  }

  @Test
  void archiveIsReachedWithTlsAndByTheRolesThatAreMeantForIt() {
    SecuredPostgres postgres = run().postgres();
    String connections =
        "SELECT DISTINCT a.usename, s.ssl FROM pg_stat_activity a JOIN pg_stat_ssl s USING (pid)"
            + " WHERE a.client_addr IS NOT NULL AND a.pid <> pg_backend_pid() ORDER BY 1";

    // The older one comes from the archive.
    roundTrip(List.of("Older", "Newer"));

    assertThat(postgres.refusalAt(postgres.urlWithoutTls(), "confab_history")).isEqualTo("28000");
    assertThat(postgres.asSuperUser().rows(connections))
        .contains(List.of("confab_history", "t"), List.of("confab_message", "t"))
        .allSatisfy(connection -> assertThat(connection.getLast()).isEqualTo("t"));
    assertThat(
            postgres
                .asSuperUser()
                .column("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"))
        .containsExactly("confab_owner");
  }

  @Test
  void serviceWithTheCredentialsOfAnotherEndsAndSaysWhatItLacks()
      throws IOException, InterruptedException {
    Service message = run().start("message", "gateway");
    Service gateway = run().start("gateway", "history");
    Service history = run().start("history", "gateway");

    assertEnds(message, "READ chat.commands, WRITE chat.events,", "READ confab-archive");
    assertEnds(gateway, "WRITE chat.commands, READ chat.signals, WRITE chat.signals,");
    assertEnds(history, "WRITE chat.dead-letters, READ confab-timeline.");
  }

  private static void assertEnds(Service service, String... lacking) throws InterruptedException {
    assertThat(service.awaitEnd()).isEqualTo(1);
    assertThat(service.said())
        .contains("Kafka refuses this process what it needs: ")
        .contains("deploy/kafka/acls.sh")
        .contains(lacking)
        .doesNotContain("\tat ");
  }

  @Test
  void serviceThatLosesARightIsNotReadySaysWhyOnceAndGoesOnWhenItIsBack() {
    SecuredKafka kafka = run().kafka();
    Service gateway = run().service("gateway");
    Service message = run().service("message");
    Service history = run().service("history");
    try {
      kafka.revoke("gateway", "chat.commands", AclOperation.WRITE);
      kafka.revoke("message", "chat.commands", AclOperation.READ);
      kafka.revoke("history", "chat.events", AclOperation.READ);
      gateway.awaitNotReady();
      message.awaitNotReady();
      history.awaitNotReady();
    } finally {
      kafka.grant("gateway", "chat.commands", AclOperation.WRITE);
      kafka.grant("message", "chat.commands", AclOperation.READ);
      kafka.grant("history", "chat.events", AclOperation.READ);
    }
    gateway.awaitReady();
    message.awaitReady();
    history.awaitReady();

    assertThat(roundTrip(List.of("As before"))).containsExactly("As before");
    assertThat(gateway.said())
        .containsOnlyOnce("Kafka refuses this process what it needs: WRITE chat.commands.");
    assertThat(message.said()).containsOnlyOnce("commands can't be read, trying again: ");
    assertThat(history.said())
        .containsOnlyOnce("The timeline stands still until Kafka lets it go on: ");
  }

  @Test
  void logsHoldNoSecretAndNoMessage() {
    String content = "Nobody but bob reads this";
    roundTrip(List.of(content));
    List<String> secrets = new ArrayList<>(run().postgres().passwords());
    run().kafka().accounts().forEach(account -> secrets.add(account.password()));
    secrets.add(content);

    Map<String, String> logs = run().logs();

    assertThat(logs).containsKeys("gateway.log", "message.log", "history.log", "topics.log");
    assertThat(logs.get("gateway.log")).contains("sasl.jaas.config = [hidden]");
    assertThat(logs).allSatisfy((name, log) -> assertThat(log).as(name).doesNotContain(secrets));
  }

  @Test
  void scriptGivesTheTable() throws IOException, InterruptedException {
    Path script = SecuredRun.DEPLOY.resolve("kafka").resolve("acls.sh");
    ProcessBuilder builder =
        new ProcessBuilder("bash", script.toString(), "--command-config", "admin.conf");
    builder.environment().put("KAFKA_ACLS", "echo");
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said.lines())
        .containsExactlyElementsOf(KafkaRight.all().stream().map(SecurityTest::asked).toList());
  }

  /// What `kafka-acls.sh` is asked for.
  private static String asked(KafkaRight right) {
    String operations =
        right.operations().stream()
            .map(operation -> "--operation " + camelCase(operation))
            .collect(Collectors.joining(" "));
    return "--bootstrap-server localhost:9092 --command-config admin.conf --add --allow-principal User:confab-%s %s --%s %s --resource-pattern-type %s"
        .formatted(
            right.role(),
            operations,
            right.pattern().resourceType().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            right.pattern().name(),
            right.pattern().patternType() == PatternType.PREFIXED ? "prefixed" : "literal");
  }

  private static String camelCase(AclOperation operation) {
    StringBuilder text = new StringBuilder();
    for (String word : operation.name().split("_", -1)) {
      text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway-service", "message-service", "history-service", "standalone"})
  void jarsSayWhatTheyAreMadeOf(String module) throws IOException {
    try (JarFile jar = new JarFile(Service.jar(module).toFile())) {
      var bill = jar.getJarEntry("META-INF/sbom/application.cdx.json");

      assertThat(bill).isNotNull();
      assertThat(new String(jar.getInputStream(bill).readAllBytes(), UTF_8))
          .contains("\"bomFormat\" : \"CycloneDX\"", "pkg:maven/org.apache.kafka/kafka-clients@")
          .doesNotContain("junit");
    }
  }

  /// Messages of alice to bob, as bob reads them.
  private static List<String> roundTrip(List<String> contents) {
    Chat gateway = new Chat(run().service("gateway").uri());
    User alice = gateway.with("alice", run().issuer().token("alice"));
    User bob = gateway.with("bob", run().issuer().token("bob"));
    String once = Chat.name("create");
    String session =
        answered(
                201,
                () ->
                    alice.post(
                        "/chat/sessions",
                        Map.of("title", "A session", "members", List.of("bob")),
                        once))
            .field("id");
    String path = "/chat/sessions/%s/messages".formatted(session);
    long last = 0;
    for (String content : contents) {
      String key = Chat.name("send");
      last = answered(201, () -> alice.post(path, Map.of("content", content), key)).number("seq");
    }
    run().postgres().asSuperUser().awaitEvent(session, last);
    String page = "%s?minSeq=%d".formatted(path, last);
    User reader = new Chat(run().service("history").uri()).with("bob", bob.token());
    Answer read = answered(200, () -> reader.get(page));
    return read.items().values().stream().map(item -> item.path("content").asString()).toList();
  }

  /// On a machine that is busy an answer can be that there is none in time.
  private static Answer answered(int status, Callable<Answer> question) {
    return Awaitility.await("an answer with " + status)
        .atMost(Duration.ofMinutes(1))
        .until(question, answer -> answer.status() == status);
  }

  private static SecuredRun run() {
    if (started == null) {
      throw new IllegalStateException("it did not start");
    }
    return started;
  }
}
