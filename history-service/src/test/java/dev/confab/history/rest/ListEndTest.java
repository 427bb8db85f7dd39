package dev.confab.history.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.history.RandomChat;
import dev.confab.history.page.FakeArchive;
import dev.confab.history.page.ListPlace;
import dev.confab.history.page.MessagePages;
import dev.confab.history.page.Reading;
import dev.confab.history.page.SessionFinder;
import dev.confab.history.page.SessionPages;
import dev.confab.history.timeline.FoldedTimeline;
import dev.confab.schema.chat.Actor;
import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.MemberRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.chat.Session;
import dev.confab.schema.command.Caller;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.web.limit.ByteBudget;
import dev.confab.web.limit.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.node.JsonNodeFactory;

/// A list ends however many sessions are made while it is read: their ids go up.
class ListEndTest {
  private static final UserId OWNER = RandomChat.OWNER;
  private static final Metadata NONE = new Metadata(JsonNodeFactory.instance.objectNode());
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final int BEFORE = 20;
  private static final int LIMIT = 4;

  private final FoldedTimeline timeline = new FoldedTimeline(24);
  private final FakeArchive archive = new FakeArchive();
  private final SessionLists lists =
      new SessionLists(
          new SessionPages(
              timeline,
              archive,
              new SessionFinder(timeline, archive, "epoch"),
              new MessagePages(archive),
              1),
          new Alone(),
          new Peers(Duration.ofSeconds(1)),
          "epoch");
  private int made;

  @ParameterizedTest
  @ValueSource(ints = {1, LIMIT, 3 * LIMIT})
  void listEndsHoweverManySessionsAreMadeMeanwhile(int betweenPages) {
    make(BEFORE);
    int pages = 0;
    String cursor = null;
    do {
      SessionLists.Listing page = page(cursor);
      cursor = page.next() == null ? null : page.next().encode();
      assertThat(++pages).isLessThan(100);
      make(betweenPages);
    } while (cursor != null);
    int down = BEFORE / LIMIT;
    int again = (down - 1) * betweenPages / LIMIT + 1;
    assertThat(pages).isLessThanOrEqualTo(down + again);
  }

  private SessionLists.Listing page(@Nullable String cursor) {
    ListPlace from =
        cursor == null
            ? new ListPlace.Top()
            : ((Cursor.InList) Objects.requireNonNull(Cursor.decode(cursor))).place();
    Room room = new Room(new ByteBudget(Long.MAX_VALUE, () -> {}));
    return lists.list(
        new Reading(new Caller(OWNER, Set.of()), 1_000_000, room),
        from,
        LIMIT,
        new MockHttpServletRequest());
  }

  private void make(int sessions) {
    for (int i = 0; i < sessions; i++) {
      SessionId id = new SessionId("session-%06d".formatted(++made));
      Instant at = NOON.plusMillis(made);
      List<Member> members = List.of(new Member(OWNER, MemberRole.OWNER));
      timeline.feed(
          new Event.SessionCreated(
              id,
              1,
              at,
              new Actor(OWNER),
              new CommandId("c" + made),
              new Session(id, null, OWNER, members, NONE, at, at, 1, 0)));
    }
  }
}
