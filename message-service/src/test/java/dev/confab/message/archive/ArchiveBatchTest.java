package dev.confab.message.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.chat.MemberRole;
import dev.confab.schema.chat.Message;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchiveBatchTest {
  private final Chronicle chat = new Chronicle("s1");

  @Test
  void leavesNothingOfAMessageThatCameAndWentButItsEvents() {
    var changes =
        fold(chat.create(), chat.send("a", Chronicle.NONE), chat.edit(2, "b"), chat.remove(2));

    assertThat(changes.created).isEmpty();
    assertThat(changes.edited).isEmpty();
    assertThat(changes.removed).isEmpty();
    assertThat(changes.events).hasSize(4);
    assertThat(changes.lastSeq).isEqualTo(4);
  }

  @Test
  void createsAnEditedMessageAsItIsAfterTheEdit() {
    var changes = fold(chat.create(), chat.send("a", Chronicle.NONE), chat.edit(2, "b"));

    assertThat(changes.created.values()).extracting(Message::content).containsExactly("b");
    assertThat(changes.edited).isEmpty();
  }

  @Test
  void keepsWhatWasSentAfterAClear() {
    var changes =
        fold(
            chat.create(),
            chat.send("a", Chronicle.NONE),
            chat.clear(2),
            chat.send("b", Chronicle.NONE));

    assertThat(changes.created.keySet()).containsExactly(4L);
    assertThat(changes.clearedUpTo).isEqualTo(2);
  }

  /// A seq that comes twice can only be somebody else's record; the archive must not stop at it.
  @Test
  void takesTheFirstOfTwoEventsWithOneSeq() {
    ArchivedEvent created = chat.create();
    ArchivedEvent sent = chat.send("a", Chronicle.NONE);

    var changes = fold(created, sent, created, sent, chat.send("b", Chronicle.NONE));

    assertThat(changes.events).hasSize(3);
    assertThat(changes.created.keySet()).containsExactly(2L, 3L);
  }

  @Test
  void leavesNoEditOfAnOldMessageThatGoes() {
    int old =
        List.of(chat.create(), chat.send("a", Chronicle.NONE), chat.send("b", Chronicle.NONE))
            .size();
    List<ArchivedEvent> now =
        List.of(chat.edit(2, "a2"), chat.edit(3, "b2"), chat.remove(3), chat.clear(2));

    assertThat(ArchiveBatch.fold(now, Map.of(chat.id, (long) old)).sessions())
        .singleElement()
        .satisfies(changes -> {
          assertThat(changes.edited).isEmpty();
          assertThat(changes.removed).containsExactly(3L);
          assertThat(changes.clearedUpTo).isEqualTo(2);
        });
  }

  @Test
  void keepsNothingOfADeletedSession() {
    var changes =
        fold(chat.create(), chat.send("a", Chronicle.NONE), chat.addMember("bob"), chat.delete());

    assertThat(changes.events).isEmpty();
    assertThat(changes.created).isEmpty();
    assertThat(changes.members).isEmpty();
    assertThat(changes.deletedAt).isEqualTo(Chronicle.at(4));
  }

  @Test
  void takesTheLastOfComingsAndGoings() {
    var changes =
        fold(chat.create(), chat.addMember("bob"), chat.removeMember("bob"), chat.addMember("eve"));

    assertThat(changes.members)
        .containsEntry(new UserId("bob"), null)
        .containsEntry(new UserId("eve"), MemberRole.MEMBER);
  }

  @Test
  void leavesOutWhatIsArchived() {
    List<ArchivedEvent> events = List.of(chat.create(), chat.send("a", Chronicle.NONE));

    assertThat(ArchiveBatch.fold(events, Map.of(chat.id, 2L)).sessions()).isEmpty();
    assertThat(ArchiveBatch.fold(events, Map.of(chat.id, 1L)).sessions())
        .singleElement()
        .satisfies(changes -> assertThat(changes.events).hasSize(1));
  }

  /// However a stream is cut into batches, the batches come to what its events come to one by one.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void comesToTheSameInWhateverBatches(long seed) {
    RandomChat story = new RandomChat(seed, 400);
    Tables tables = new Tables();
    Random random = new Random(seed);
    int from = 0;
    while (from < story.events.size()) {
      int to = Math.min(story.events.size(), from + 1 + random.nextInt(60));
      // Sometimes from a little before: what was archived already must not count again.
      int again = Math.max(0, from - random.nextInt(10));
      tables.apply(ArchiveBatch.fold(story.events.subList(again, to), tables.lastSeqs));
      from = to;
    }
    for (Chronicle session : story.sessions.values()) {
      assertThat(tables.messages.getOrDefault(session.id, new TreeMap<>()))
          .isEqualTo(session.messages);
      assertThat(tables.members.getOrDefault(session.id, new TreeSet<>()))
          .isEqualTo(session.members);
      assertThat(tables.lastSeqs.get(session.id)).isEqualTo(session.seq);
    }
  }

  private static SessionChanges fold(ArchivedEvent... events) {
    return ArchiveBatch.fold(List.of(events), Map.of()).sessions().iterator().next();
  }

  /// The archive as plain maps.
  private static final class Tables {
    final Map<SessionId, TreeMap<Long, Message>> messages = new HashMap<>();
    final Map<SessionId, TreeSet<UserId>> members = new HashMap<>();
    final Map<SessionId, Long> lastSeqs = new HashMap<>();

    void apply(ArchiveBatch batch) {
      for (SessionChanges changes : batch.sessions()) {
        var rows = messages.computeIfAbsent(changes.id, id -> new TreeMap<>());
        var seats = members.computeIfAbsent(changes.id, id -> new TreeSet<>());
        rows.putAll(changes.created);
        changes.edited.forEach(
            (seq, message) -> assertThat(rows.replace(seq, message)).isNotNull());
        changes.removed.forEach(seq -> assertThat(rows.remove(seq)).isNotNull());
        rows.headMap(changes.clearedUpTo, true).clear();
        changes.members.forEach((user, role) -> {
          if (role == null) {
            seats.remove(user);
          } else {
            seats.add(user);
          }
        });
        if (changes.deletedAt != null) {
          rows.clear();
          seats.clear();
        }
        lastSeqs.put(changes.id, changes.lastSeq);
      }
    }
  }
}
