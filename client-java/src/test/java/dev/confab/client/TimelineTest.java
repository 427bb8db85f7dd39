package dev.confab.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.chat.Actor;
import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.MemberRole;
import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.chat.Session;
import dev.confab.schema.codec.Json;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineTest {
  private static final SessionId SESSION = new SessionId("s");
  private static final UserId ALICE = new UserId("alice");
  private static final Actor ACTOR = new Actor(ALICE);
  private static final CommandId COMMAND = new CommandId("c");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Metadata NONE = new Metadata(Json.mapper().createObjectNode());

  private final Timeline timeline = new Timeline();

  private static Instant at(long seq) {
    return START.plusSeconds(seq);
  }

  private static Message message(long seq, String content, @Nullable Instant editedAt) {
    return new Message(
        new MessageId(SESSION, seq),
        SESSION,
        seq,
        ALICE,
        MessageRole.USER,
        content,
        NONE,
        at(seq),
        editedAt,
        null);
  }

  private static Session session(long lastSeq, long count) {
    return new Session(
        SESSION,
        "Lunch",
        ALICE,
        List.of(new Member(ALICE, MemberRole.OWNER)),
        NONE,
        START,
        at(lastSeq),
        lastSeq,
        count);
  }

  private static Event created(long seq) {
    return new Event.MessageCreated(
        SESSION, seq, at(seq), ACTOR, COMMAND, message(seq, "Message " + seq, null));
  }

  private static Event edited(long seq, long of) {
    return new Event.MessageUpdated(
        SESSION, seq, at(seq), ACTOR, COMMAND, message(of, "Edited at " + seq, at(seq)));
  }

  private static Event deleted(long seq, long of) {
    return new Event.MessageDeleted(
        SESSION, seq, at(seq), ACTOR, COMMAND, new MessageId(SESSION, of));
  }

  private static Event cleared(long seq, long upTo) {
    return new Event.SessionCleared(SESSION, seq, at(seq), ACTOR, COMMAND, upTo);
  }

  private List<Member> members() {
    return Objects.requireNonNull(timeline.session()).members();
  }

  private List<String> contents() {
    return timeline.messages().stream().map(Message::content).toList();
  }

  @Test
  void pageAndEventsMakeTheList() {
    var page = new Page<>(List.of(message(4, "Four", null), message(5, "Five", null)), "older");
    timeline.reset("e", 5, session(5, 4), page);
    timeline.apply(6, created(6));
    timeline.apply(7, edited(7, 4));
    timeline.apply(8, deleted(8, 5));
    assertThat(contents()).containsExactly("Edited at 7", "Message 6");
    assertThat(timeline.seq()).isEqualTo(8);
    assertThat(timeline.hasOlder()).isTrue();
    assertThat(timeline.session()).extracting(Session::messageCount).isEqualTo(4L);
  }

  @Test
  void whatIsBeforeThePageStaysOnTheServer() {
    timeline.reset("e", 9, session(9, 9), new Page<>(List.of(message(9, "Nine", null)), "older"));
    timeline.apply(10, edited(10, 3));
    timeline.apply(11, deleted(11, 4));
    assertThat(contents()).containsExactly("Nine");
  }

  @Test
  void olderPageGetsWhatHappenedSinceItWasAskedFor() {
    timeline.reset("e", 9, session(9, 9), new Page<>(List.of(message(9, "Nine", null)), "older"));
    List<Event> journal = timeline.journal();
    timeline.apply(10, edited(10, 3));
    timeline.apply(11, deleted(11, 4));
    timeline.prepend(
        new Page<>(List.of(message(3, "Three", null), message(4, "Four", null)), null),
        journal,
        timeline.generation());
    assertThat(contents()).containsExactly("Edited at 10", "Nine");
    assertThat(timeline.hasOlder()).isFalse();
  }

  @Test
  void pageThatWasAskedForBeforeAResetIsOfNoUse() {
    timeline.reset("e", 9, session(9, 9), new Page<>(List.of(message(9, "Nine", null)), "older"));
    List<Event> journal = timeline.journal();
    long asked = timeline.generation();
    timeline.reset("f", 2, session(2, 1), new Page<>(List.of(message(2, "Two", null)), "older"));
    timeline.prepend(new Page<>(List.of(message(1, "One", null)), null), journal, asked);
    assertThat(contents()).containsExactly("Two");
  }

  @Test
  void eventOfALaterProtocolTakesItsPlace() {
    timeline.reset("e", 1, session(1, 0), new Page<>(List.of(), null));
    timeline.apply(2, null);
    timeline.apply(3, created(3));
    assertThat(timeline.seq()).isEqualTo(3);
    assertThat(contents()).containsExactly("Message 3");
  }

  @Test
  void membersComeAndGo() {
    Member bob = new Member(new UserId("bob"), MemberRole.MEMBER);
    timeline.reset("e", 1, session(1, 0), new Page<>(List.of(), null));
    timeline.apply(2, new Event.MemberAdded(SESSION, 2, at(2), ACTOR, COMMAND, bob));
    assertThat(members()).contains(bob);
    timeline.apply(3, new Event.MemberRemoved(SESSION, 3, at(3), ACTOR, COMMAND, bob));
    assertThat(members()).doesNotContain(bob);
  }

  @Test
  void updateThatNamesSomeMembersLeavesThemAll() {
    timeline.reset("e", 1, session(1, 0), new Page<>(List.of(), null));
    for (int i = 2; i <= 30; i++) {
      Member next = new Member(new UserId("user-" + i), MemberRole.MEMBER);
      timeline.apply(i, new Event.MemberAdded(SESSION, i, at(i), ACTOR, COMMAND, next));
    }
    List<Member> all = members();
    Session brief = Objects.requireNonNull(timeline.session()).brief(ACTOR.userId());
    assertThat(brief.members()).hasSize(20);
    timeline.apply(31, new Event.SessionUpdated(SESSION, 31, at(31), ACTOR, COMMAND, brief));
    assertThat(members()).isEqualTo(all);
    assertThat(Objects.requireNonNull(timeline.session()).memberCount()).isNull();
  }

  /// However the log is cut into a page, live events and older pages: what is shown is the same.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void everyWayToReadTheLogShowsTheSame(long seed) {
    Random random = new Random(seed);
    List<Event> log = log(random);
    List<Message> wanted = List.copyOf(truth(log, log.size()).values());
    for (int cut = 1; cut <= log.size(); cut += 7) {
      Timeline read = new Timeline();
      int size = 1 + random.nextInt(20);
      read.reset("e", cut, session(cut, 0), page(truth(log, cut), Long.MAX_VALUE, size));
      for (int next = cut; next < log.size(); next++) {
        if (random.nextInt(10) == 0 && read.hasOlder()) {
          List<Event> journal = read.journal();
          int ahead = Math.min(log.size(), next + random.nextInt(5));
          Page<Message> older = page(truth(log, ahead), read.before(), size);
          for (; next < ahead; next++) {
            read.apply(next + 1, log.get(next));
          }
          read.prepend(older, journal, read.generation());
          read.drop(journal);
          next--;
        } else {
          read.apply(next + 1, log.get(next));
        }
      }
      while (read.hasOlder()) {
        read.prepend(
            page(truth(log, log.size()), read.before(), size), read.journal(), read.generation());
      }
      assertThat(read.messages()).as("seed %d cut %d", seed, cut).isEqualTo(wanted);
    }
  }

  private static List<Event> log(Random random) {
    List<Event> log = new ArrayList<>();
    for (long seq = 1; seq <= 150; seq++) {
      long of = 1 + random.nextLong(seq);
      NavigableMap<Long, Message> now = truth(log, log.size());
      log.add(
          switch (random.nextInt(12)) {
            case 0, 1 -> now.containsKey(of) ? edited(seq, of) : created(seq);
            case 2 -> now.containsKey(of) ? deleted(seq, of) : created(seq);
            case 3 -> random.nextInt(8) == 0 ? cleared(seq, seq - 1) : created(seq);
            default -> created(seq);
          });
    }
    return log;
  }

  private static NavigableMap<Long, Message> truth(List<Event> log, int upTo) {
    NavigableMap<Long, Message> now = new TreeMap<>();
    for (Event event : log.subList(0, upTo)) {
      switch (event) {
        case Event.MessageCreated created -> now.put(created.seq(), created.message());
        case Event.MessageUpdated updated -> now.put(updated.message().seq(), updated.message());
        case Event.MessageDeleted deleted -> now.remove(deleted.messageId().seq());
        case Event.SessionCleared cleared -> now.headMap(cleared.upToSeq(), true).clear();
        default -> throw new IllegalStateException("not in these logs");
      }
    }
    return now;
  }

  private static Page<Message> page(NavigableMap<Long, Message> now, long before, int size) {
    List<Message> older = List.copyOf(now.headMap(before, false).values());
    int from = Math.max(0, older.size() - size);
    return new Page<>(older.subList(from, older.size()), from == 0 ? null : "more");
  }
}
