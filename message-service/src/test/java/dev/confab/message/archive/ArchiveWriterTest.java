package dev.confab.message.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.schema.chat.Message;
import dev.confab.schema.log.FilterState;
import dev.confab.web.kafka.LogEpoch;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

final class ArchiveWriterTest {
  private final JdbcTemplate jdbc = TestPostgres.empty();
  private final ArchiveWriter writer = TestPostgres.writer(jdbc);
  private final Chronicle chat = new Chronicle("s1");
  private ShardPosition position = writer.position(3);

  @Test
  void startsAtTheBeginningOfTheLog() {
    assertThat(position).isEqualTo(new ShardPosition(3, 0, FilterState.START));
  }

  @Test
  void goesOnWhereItWas() {
    var after = new ShardPosition(3, 17, new FilterState(4, "owner", 9, false));
    assertThat(writer.write(step(position, after))).isTrue();

    assertThat(TestPostgres.writer(jdbc).position(3)).isEqualTo(after);
  }

  @Test
  void refusesTheArchiveOfAnotherLog() {
    assertThatThrownBy(() -> TestPostgres.writer(jdbc, new LogEpoch("epoch-2")).position(3))
        .isInstanceOf(ShardFaultException.class)
        .hasMessageContaining("belongs to another log");
    var third = new LogEpoch("epoch-3", List.of("epoch-2"));
    assertThatThrownBy(() -> TestPostgres.writer(jdbc, third).position(3))
        .hasMessageContaining("belongs to another log");
  }

  @Test
  void goesOnWithTheLogThatReplacesALostOneAndWritesWhatItRepeatsOnce() {
    ArchivedEvent created = chat.create();
    ArchivedEvent first = chat.send("first", Chronicle.NONE);
    write(created, first);

    ArchiveWriter next =
        TestPostgres.writer(jdbc, new LogEpoch("epoch-2", List.of("epoch-0", "epoch-1")));
    ShardPosition start = next.position(3);
    assertThat(start).isEqualTo(new ShardPosition(3, 0, FilterState.START));
    ShardPosition after = new ShardPosition(3, 9, FilterState.START);
    next.write(step(start, after, first, chat.send("second", Chronicle.NONE)));

    assertThat(next.position(3)).as("taken over once").isEqualTo(after);
    assertThat(jdbc.queryForList("SELECT content FROM messages ORDER BY seq", String.class))
        .containsExactly("first", "second");
    assertThat(writer.write(step(position, position))).as("the old one").isFalse();
  }

  @Test
  void writesNothingOnceSomebodyElseHasMovedTheShard() {
    ShardPosition stale = position;
    write(chat.create());

    boolean written =
        writer.write(
            step(
                stale,
                new ShardPosition(3, 99, FilterState.START),
                chat.send("late", Chronicle.NONE)));

    assertThat(written).isFalse();
    assertThat(count("events")).isEqualTo(1);
    assertThat(writer.position(3)).isEqualTo(position);
  }

  @Test
  void keepsAllOfAMessage() {
    write(chat.create(), chat.send("Grüße 🦉 \"quoted\" \\ {a,b}", Chronicle.ODD));

    assertThat(
            jdbc.queryForMap(
                "SELECT sender_id, role, content, metadata::text, edited_at, client_id, created_at"
                    + " FROM messages WHERE session_id = 's1' AND seq = 2"))
        .containsEntry("sender_id", "ann")
        .containsEntry("role", "user")
        .containsEntry("content", "Grüße 🦉 \"quoted\" \\ {a,b}")
        .containsEntry("metadata", "{\"a\":1.0,\"b\":1E400,\"c\":[12345678901234567890]}")
        .containsEntry("edited_at", null)
        .containsEntry("client_id", "c2");
    assertThat(jdbc.queryForList("SELECT created_at FROM messages", OffsetDateTime.class))
        .map(OffsetDateTime::toInstant)
        .containsExactly(Chronicle.at(2));
  }

  @Test
  void keepsTheBytesOfEvents() {
    ArchivedEvent event = chat.create();
    write(event);

    assertThat(jdbc.queryForObject("SELECT body FROM events WHERE seq = 1", String.class))
        .isEqualTo(event.body());
  }

  @Test
  void changesNothingWhenABatchIsWrittenAgain() {
    ArchivedEvent created = chat.create();
    ArchivedEvent sent = chat.send("a", Chronicle.NONE);
    write(created, sent);
    write(chat.send("b", Chronicle.NONE), chat.remove(2));
    List<?> before = everything();

    write(created, sent);

    assertThat(everything()).isEqualTo(before);
    assertThat(lastSeq()).isEqualTo(4);
  }

  @Test
  void changesOldMessages() {
    write(chat.create(), chat.send("a", Chronicle.NONE), chat.send("b", Chronicle.NONE));
    write(chat.edit(2, "a2"), chat.edit(2, "a3"), chat.remove(3));

    assertThat(contents()).containsExactly("a3");
    assertThat(number("SELECT message_count FROM sessions")).isEqualTo(1);
    assertThat(number("SELECT count(*) FROM messages WHERE edited_at IS NOT NULL")).isEqualTo(1);
  }

  @Test
  void clearsOldAndNewMessages() {
    write(chat.create(), chat.send("a", Chronicle.NONE));
    write(chat.send("b", Chronicle.NONE), chat.clear(3), chat.send("c", Chronicle.NONE));

    assertThat(contents()).containsExactly("c");
    assertThat(number("SELECT message_count FROM sessions")).isEqualTo(1);
    assertThat(number("SELECT cleared_up_to FROM sessions")).isEqualTo(3);
    assertThat(count("events")).isEqualTo(5);
  }

  @Test
  void leavesOfADeletedSessionThatItWasThere() {
    write(chat.create(), chat.send("secret", Chronicle.ODD), chat.addMember("bob"));
    write(chat.send("secret", Chronicle.ODD), chat.delete());

    assertThat(count("messages")).isZero();
    assertThat(count("events")).isZero();
    assertThat(count("session_members")).isZero();
    assertThat(jdbc.queryForMap("SELECT title, metadata::text, last_seq FROM sessions"))
        .containsEntry("title", null)
        .containsEntry("metadata", "{}")
        .containsEntry("last_seq", 5L);
    assertThat(number("SELECT count(*) FROM sessions WHERE deleted_at IS NOT NULL")).isEqualTo(1);
  }

  @Test
  void archivesASessionThatCameAndWentInOneBatch() {
    write(chat.create(), chat.delete());

    assertThat(number("SELECT count(*) FROM sessions WHERE deleted_at IS NOT NULL")).isEqualTo(1);
  }

  /// Random chats, in random batches, each sometimes with a piece of the one before it.
  @ParameterizedTest
  @ValueSource(longs = {101, 102, 103, 104, 105, 106})
  void comesToWhatTheEventsComeTo(long seed) {
    RandomChat story = new RandomChat(seed, 300);
    Random random = new Random(seed);
    int from = 0;
    while (from < story.events.size()) {
      int to = Math.min(story.events.size(), from + 1 + random.nextInt(50));
      int again = Math.max(0, from - random.nextInt(10));
      write(story.events.subList(again, to).toArray(new ArchivedEvent[0]));
      from = to;
    }
    story.sessions.values().forEach(this::assertArchived);
    story.kept.forEach((session, events) ->
        assertThat(
                jdbc.queryForList(
                    "SELECT body FROM events WHERE session_id = ? ORDER BY seq",
                    String.class,
                    session))
            .isEqualTo(events.stream().map(ArchivedEvent::body).toList()));
  }

  private void assertArchived(Chronicle session) {
    String id = session.id.value();
    assertThat(
            jdbc.queryForList(
                "SELECT content || '|' || seq || '|' || metadata::text FROM messages WHERE session_id = ? ORDER BY seq",
                String.class,
                id))
        .isEqualTo(session.messages.values().stream().map(ArchiveWriterTest::line).toList());
    assertThat(
            jdbc.queryForList(
                "SELECT user_id FROM session_members WHERE session_id = ? ORDER BY user_id COLLATE \"C\"",
                String.class,
                id))
        .isEqualTo(session.members.stream().map(Object::toString).toList());
    var row =
        jdbc.queryForMap(
            "SELECT title, message_count, last_seq, deleted_at IS NOT NULL AS deleted FROM sessions WHERE session_id = ?",
            id);
    assertThat(row)
        .containsEntry("title", session.deleted ? null : session.title)
        .containsEntry("message_count", (long) session.messages.size())
        .containsEntry("last_seq", session.seq)
        .containsEntry("deleted", session.deleted);
  }

  private static String line(Message message) {
    return message.content() + "|" + message.seq() + "|" + MessageRows.json(message.metadata());
  }

  @Test
  void writesSeveralShardsOrNoneOfThem() {
    ShardPosition other = writer.position(4);
    var moved = new ShardPosition(4, 7, FilterState.START);
    var here =
        new ShardStep(
            position, new ShardPosition(3, 1, position.filter()), List.of(chat.create()), 0);
    writer.write(step(other, moved));

    assertThat(writer.write(List.of(here, new ShardStep(other, moved, List.of(), 0)))).isFalse();
    assertThat(count("events")).isZero();
    assertThat(writer.position(3)).isEqualTo(position);

    var further = new ShardPosition(4, 8, FilterState.START);
    ArchivedEvent there = new Chronicle("s2").create();
    assertThat(writer.write(List.of(new ShardStep(moved, further, List.of(there), 0), here)))
        .isTrue();
    assertThat(count("events")).isEqualTo(2);
    assertThat(writer.position(3)).isEqualTo(here.after());
    assertThat(writer.position(4)).isEqualTo(further);
  }

  private static List<ShardStep> step(
      ShardPosition before, ShardPosition after, ArchivedEvent... events) {
    return List.of(new ShardStep(before, after, List.of(events), 0));
  }

  private void write(ArchivedEvent... events) {
    var after = new ShardPosition(3, position.nextOffset() + events.length, position.filter());
    assertThat(writer.write(step(position, after, events))).isTrue();
    position = after;
  }

  private long lastSeq() {
    return number("SELECT last_seq FROM sessions");
  }

  private List<String> contents() {
    return jdbc.queryForList("SELECT content FROM messages ORDER BY seq", String.class);
  }

  private List<?> everything() {
    return List.of(
        jdbc.queryForList("SELECT s::text FROM sessions s ORDER BY 1", String.class),
        jdbc.queryForList("SELECT m::text FROM session_members m ORDER BY 1", String.class),
        jdbc.queryForList("SELECT m::text FROM messages m ORDER BY 1", String.class),
        jdbc.queryForList("SELECT e::text FROM events e ORDER BY 1", String.class));
  }

  private long count(String table) {
    return number("SELECT count(*) FROM " + table);
  }

  private long number(String sql) {
    @Nullable Long number = jdbc.queryForObject(sql, Long.class);
    return number == null ? -1 : number;
  }
}
