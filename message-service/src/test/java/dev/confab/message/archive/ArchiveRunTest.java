package dev.confab.message.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.schema.log.FilterState;
import dev.confab.schema.topic.Topics;
import dev.confab.web.kafka.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/// The real tables, and Kafka's own fake consumer.
final class ArchiveRunTest {
  private static final TopicPartition SHARD = new TopicPartition(Topics.EVENTS.name(), 0);
  private static final TopicPartition OTHER = new TopicPartition(Topics.EVENTS.name(), 1);

  private final JdbcTemplate jdbc = TestPostgres.empty();
  private final ArchiveWriter writer = TestPostgres.writer(jdbc);
  private final ArchiveStatus status = new ArchiveStatus();
  private final MockConsumer<byte @Nullable [], byte @Nullable []> kafka =
      new MockConsumer<>("none");
  private final EventConsumer consumer = new EventConsumer(kafka);
  private final ArchiveRun run =
      new ArchiveRun(
          consumer,
          writer,
          new DeadLetters(new KafkaConnection("localhost:1", 2, (short) 1, List.of(), Map.of())),
          status,
          Duration.ZERO,
          Duration.ZERO);
  private final Chronicle chat = new Chronicle("s1");
  private final ShardRecords records = new ShardRecords(0);

  @BeforeEach
  void assign() {
    kafka.updateBeginningOffsets(Map.of(SHARD, 0L, OTHER, 0L));
    kafka.updateEndOffsets(Map.of(SHARD, 0L, OTHER, 0L));
    kafka.rebalance(List.of(SHARD, OTHER));
    consumer.onPartitionsAssigned(List.of(SHARD, OTHER));
  }

  @Test
  void archivesFromWherePostgresStands() {
    records.open().event(chat.create()).event(chat.send("a", Chronicle.NONE));
    arrive();
    run.step();
    run.step();

    assertThat(count("events")).isEqualTo(2);
    assertThat(writer.position(0).nextOffset()).isEqualTo(3);
    assertThat(kafka.position(SHARD)).isEqualTo(3);
    assertThat(status.faults()).isEmpty();
  }

  @Test
  void refusesAShardWhoseRecordsAreGoneAndArchivesTheOthers() {
    kafka.updateBeginningOffsets(Map.of(SHARD, 5L));
    kafka.updateEndOffsets(Map.of(SHARD, 9L));

    run.step();

    assertThat(status.faults()).containsOnlyKeys(0);
    assertThat(status.faults().get(0)).contains("records 0 to 4", "deleted before they were");
    assertThat(consumer.position(0)).isNull();
    assertThat(consumer.position(1)).isNotNull();
    assertThat(new ArchiveHealth(status).health().getStatus().getCode()).isEqualTo("DOWN");
  }

  @Test
  void refusesAShardWhoseLogIsShorterThanTheArchive() {
    move(writer.position(0), new ShardPosition(0, 7, FilterState.START));

    run.step();

    assertThat(status.faults().get(0)).contains("is at offset 7", "ends at 0");
  }

  @Test
  void takesUpAShardAgainOnceItIsRepaired() {
    kafka.updateBeginningOffsets(Map.of(SHARD, 5L));
    run.step();
    kafka.updateBeginningOffsets(Map.of(SHARD, 0L));
    run.step();

    assertThat(status.faults()).isEmpty();
    assertThat(consumer.position(0)).isNotNull();
  }

  @Test
  void readsItsPositionAgainWhenAnotherArchiverWasFaster() {
    run.step();
    records.open().event(chat.create()).event(chat.send("a", Chronicle.NONE));
    ShardReading faster = ShardReading.read(writer.position(0), records.log.subList(0, 2));
    move(writer.position(0), faster.after(), faster.events().toArray(new ArchivedEvent[0]));
    arrive();

    run.step();
    assertThat(consumer.position(0)).isNull();
    run.step();

    assertThat(consumer.position(0)).isEqualTo(faster.after());
    assertThat(kafka.position(SHARD)).isEqualTo(2);
    assertThat(count("events")).isEqualTo(1);
  }

  @Test
  void archivesNothingTwiceAfterPostgresWasDown() {
    run.step();
    records.open().event(chat.create());
    arrive();
    jdbc.execute("ALTER TABLE archive_positions RENAME TO away");
    try {
      assertThatThrownBy(run::step).isInstanceOf(DataAccessException.class);
      consumer.closeAll();
      consumer.idle(Duration.ofMillis(1));
      assertThat(kafka.paused()).containsExactlyInAnyOrder(SHARD, OTHER);
    } finally {
      jdbc.execute("ALTER TABLE away RENAME TO archive_positions");
    }
    run.step();
    arrive();
    run.step();

    assertThat(count("events")).isEqualTo(1);
    assertThat(writer.position(0).nextOffset()).isEqualTo(2);
  }

  /// It crashed with commits that were not on its disk, and nothing new comes in the shard.
  @Test
  void archivesAgainWhatPostgresLostOfAShardThatRests() {
    ShardPosition before = writer.position(0);
    records.open().event(chat.create());
    run.step();
    arrive();
    run.step();
    assertThat(count("events")).isEqualTo(1);

    jdbc.update("TRUNCATE events, messages, sessions");
    jdbc.update(
        "UPDATE archive_positions SET next_offset = 0, term = ?, owner = ?, next_n = ?, whole = ? WHERE shard = 0",
        before.filter().term(),
        before.filter().owner(),
        before.filter().next(),
        before.filter().whole());
    run.step();
    run.step();
    arrive();
    run.step();

    assertThat(count("events")).isEqualTo(1);
    assertThat(writer.position(0).nextOffset()).isEqualTo(2);
  }

  @Test
  void keepsAShardBackWhoseRowsPostgresRefuses() {
    records.open().event(chat.create());
    jdbc.execute("ALTER TABLE events ADD CONSTRAINT no CHECK (seq > 1)");
    try {
      run.step();
      arrive();
      run.step();
      assertThat(status.faults().get(0)).contains("PostgreSQL refuses");
    } finally {
      jdbc.execute("ALTER TABLE events DROP CONSTRAINT no");
    }
    run.step();
    arrive();
    run.step();

    assertThat(status.faults()).isEmpty();
    assertThat(count("events")).isEqualTo(1);
  }

  @Test
  void givesUpShardsThatAreTakenAway() {
    run.step();
    consumer.onPartitionsRevoked(List.of(SHARD));

    assertThat(consumer.position(0)).isNull();
    assertThat(consumer.position(1)).isNotNull();
  }

  /// Two shards in one poll, and one of them has rows that PostgreSQL does not take.
  @Test
  void aRefusedShardHoldsUpNoOther() {
    ShardRecords others = new ShardRecords(1);
    records.open().event(chat.create());
    others.open().event(new Chronicle("s2").create());
    jdbc.execute("ALTER TABLE events ADD CONSTRAINT no CHECK (session_id <> 's1')");
    try {
      run.step();
      arrive();
      arrive(OTHER, others);
      run.step();
    } finally {
      jdbc.execute("ALTER TABLE events DROP CONSTRAINT no");
    }

    assertThat(status.faults()).containsOnlyKeys(0);
    assertThat(count("events")).isEqualTo(1);
    assertThat(writer.position(1).nextOffset()).isEqualTo(2);
  }

  /// The common transaction fails as if PostgreSQL were away, and so does whatever holds that
  /// shard.
  @Test
  void aShardThatPostgresCannotDoHoldsUpNoOtherThatComesBeforeIt() {
    ShardRecords others = new ShardRecords(1);
    records.open().event(chat.create());
    others.open().event(new Chronicle("s2").create());
    jdbc.execute(
        "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'planted' USING ERRCODE = '54000'; END $$");
    jdbc.execute(
        "CREATE TRIGGER fail BEFORE INSERT ON events FOR EACH ROW WHEN (NEW.session_id = 's2') EXECUTE FUNCTION fail()");
    try {
      run.step();
      arrive();
      arrive(OTHER, others);
      assertThatThrownBy(run::step).isInstanceOf(DataAccessException.class);
      assertThat(count("events")).as("all or nothing").isZero();
      consumer.closeAll();
      run.step();
      arrive();
      arrive(OTHER, others);
      assertThatThrownBy(run::step).isInstanceOf(DataAccessException.class);
    } finally {
      jdbc.execute("DROP TRIGGER fail ON events");
      jdbc.execute("DROP FUNCTION fail");
    }

    assertThat(count("events")).isEqualTo(1);
    assertThat(writer.position(0).nextOffset()).isEqualTo(2);
  }

  @Test
  void aShardThatIsArchivedElsewhereHoldsUpNoOther() {
    ShardRecords others = new ShardRecords(1);
    records.open().event(chat.create());
    others.open().event(new Chronicle("s2").create());
    run.step();
    move(writer.position(0), new ShardPosition(0, 1, FilterState.START));
    arrive();
    arrive(OTHER, others);
    run.step();

    assertThat(consumer.position(0)).isNull();
    assertThat(consumer.position(1)).isEqualTo(writer.position(1));
    assertThat(writer.position(1).nextOffset()).isEqualTo(2);
  }

  private void move(ShardPosition before, ShardPosition after, ArchivedEvent... events) {
    assertThat(writer.write(List.of(new ShardStep(before, after, List.of(events), 0)))).isTrue();
  }

  private void arrive() {
    arrive(SHARD, records);
  }

  private void arrive(TopicPartition shard, ShardRecords arriving) {
    kafka.updateEndOffsets(Map.of(shard, (long) arriving.log.size()));
    arriving.log.forEach(kafka::addRecord);
  }

  private long count(String table) {
    Long rows = jdbc.queryForObject("SELECT count(*) FROM " + table, Long.class);
    return rows == null ? -1 : rows;
  }
}
