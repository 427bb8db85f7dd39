package dev.confab.history.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.history.ChatModel;
import dev.confab.history.RandomChat;
import dev.confab.history.page.FakeArchive;
import dev.confab.history.page.ListPlace;
import dev.confab.history.page.MessagePages;
import dev.confab.history.page.Reading;
import dev.confab.history.page.SessionFinder;
import dev.confab.history.page.SessionPages;
import dev.confab.history.timeline.FoldedTimeline;
import dev.confab.history.window.ViewBehindException;
import dev.confab.schema.codec.Json;
import dev.confab.schema.command.Caller;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.web.limit.ByteBudget;
import dev.confab.web.limit.Room;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.web.MockHttpServletRequest;

/// A list that is read in pages while anything happens in its sessions has every session that its
/// reader was in all along, and it ends.
class SessionListsTest {
  private static final int SESSIONS = 25;
  private static final int BEFORE = 350;
  private static final int EVENTS = 900;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void listHasAllThatItsReaderIsIn(long seed) {
    Reader reader = new Reader(seed, RandomChat.OWNER, 0);
    Set<SessionId> found = reader.readAll();
    assertThat(found).containsAll(reader.allAlong()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void listHasAllOfWhoComesAndGoes(long seed) {
    Reader reader = new Reader(seed, new UserId("u1"), 0);
    assertThat(reader.readAll()).containsAll(reader.allAlong());
  }

  /// The log has forgotten how most of it began, and the archive is behind the view or ahead of it.
  @ParameterizedTest
  @MethodSource("seeds")
  void listHasAllThatOnlyTheArchiveKnows(long seed) {
    Reader reader = new Reader(seed, RandomChat.OWNER, BEFORE - 100);
    assertThat(reader.readAll()).containsAll(reader.allAlong());
  }

  /// One who reads a list between events, which reach the view and the archive at their own times.
  private static final class Reader {
    private final Random random;
    private final Caller caller;
    private final List<Event> log;
    private final FoldedTimeline timeline = new FoldedTimeline(24);
    private final FakeArchive archive = new FakeArchive();
    private final SessionLists lists;
    private final int known;
    private int seen;
    private int archived;

    /// @param forgotten events that the timeline never sees
    Reader(long seed, UserId user, int forgotten) {
      random = new Random(seed);
      caller = new Caller(user, Set.of());
      log = new RandomChat(seed, SESSIONS, true, random.nextInt(3) * 30).events(EVENTS);
      SessionFinder finder = new SessionFinder(timeline, archive, "epoch");
      lists =
          new SessionLists(
              new SessionPages(timeline, archive, finder, new MessagePages(archive), 1),
              new Alone(),
              new Peers(Duration.ofSeconds(1)),
              "epoch");
      timeline.skip(forgotten);
      seen = forgotten;
      see(BEFORE - seen);
      archive(forgotten + random.nextInt(2 * (BEFORE - forgotten)));
      known = Math.min(seen, archived);
    }

    Set<SessionId> readAll() {
      Set<SessionId> found = new HashSet<>();
      String cursor = null;
      int pages = 0;
      do {
        SessionLists.Listing page = page(cursor);
        for (byte[] item : page.items()) {
          found.add(new SessionId(Json.mapper().readTree(item).path("id").stringValue()));
        }
        cursor = page.next() == null ? null : page.next().encode();
        assertThat(++pages).isLessThanOrEqualTo(2 * SESSIONS + 2);
      } while (cursor != null);
      return found;
    }

    /// The sessions that he was a member of after each event since what the first page knew.
    Set<SessionId> allAlong() {
      Map<SessionId, ChatModel> models = new HashMap<>();
      log.subList(0, known).forEach(event -> apply(event, models));
      Set<SessionId> in = new HashSet<>();
      models.forEach((id, model) -> {
        if (model.members.containsKey(caller.userId())) {
          in.add(id);
        }
      });
      for (Event event : log.subList(known, Math.max(seen, archived))) {
        apply(event, models);
        ChatModel model = Objects.requireNonNull(models.get(event.sessionId()));
        if (!model.members.containsKey(caller.userId())) {
          in.remove(event.sessionId());
        }
      }
      return in;
    }

    private static void apply(Event event, Map<SessionId, ChatModel> models) {
      models.computeIfAbsent(event.sessionId(), ChatModel::new).apply(event);
    }

    private SessionLists.Listing page(@Nullable String cursor) {
      ListPlace from =
          cursor == null
              ? new ListPlace.Top()
              : ((Cursor.InList) Objects.requireNonNull(Cursor.decode(cursor))).place();
      while (true) {
        see(random.nextInt(6));
        archive(random.nextInt(9));
        Room room = new Room(new ByteBudget(Long.MAX_VALUE, () -> {}));
        long bytes = random.nextBoolean() ? 1_000_000 : 1_500;
        try {
          return lists.list(
              new Reading(caller, bytes, room),
              from,
              1 + random.nextInt(4),
              new MockHttpServletRequest());
        } catch (ViewBehindException behind) {
          archive(9);
        }
      }
    }

    private void see(int more) {
      int to = Math.min(log.size(), seen + more);
      log.subList(seen, to).forEach(timeline::feed);
      seen = to;
    }

    private void archive(int more) {
      int to = Math.min(log.size(), archived + more);
      log.subList(archived, to).forEach(archive::feed);
      archived = to;
      archive.nextOffset = to;
    }
  }
}
