package dev.confab.history.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.history.ChatModel;
import dev.confab.history.RandomChat;
import dev.confab.history.archive.ArchiveOutageException;
import dev.confab.history.timeline.FoldedTimeline;
import dev.confab.history.window.Entry;
import dev.confab.history.window.NoRoomException;
import dev.confab.history.window.ViewBehindException;
import dev.confab.schema.command.Caller;
import dev.confab.schema.command.Scope;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.web.limit.ByteBudget;
import dev.confab.web.limit.Room;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
  private static final Caller OWNER = new Caller(RandomChat.OWNER, Set.of());
  private static final int WINDOW = 24;
  private static final long PAGE = 1_000_000;

  private final FoldedTimeline timeline = new FoldedTimeline(WINDOW);
  private final FakeArchive archive = new FakeArchive();
  private final ByteBudget budget = new ByteBudget(Long.MAX_VALUE, () -> {});
  private final SessionFinder finder = new SessionFinder(timeline, archive, "epoch");
  private final MessagePages messages = new MessagePages(archive);
  private final EventPages events = new EventPages(archive);
  private final SessionPages lists = new SessionPages(timeline, archive, finder, messages, 1);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everyPageOfMessagesIsWhatTheModelHas(long seed) {
    ChatModel model = fed(seed, 90);
    View view = view(model);
    List<Long> all = List.copyOf(model.messages.keySet());
    for (int limit : List.of(1, 2, 5, 9, 10, 50)) {
      for (long seq = 0; seq <= model.lastSeq() + 2; seq++) {
        long edge = seq;
        List<Long> below = all.stream().filter(s -> s < edge).toList();
        Page down = messages.before(view, seq, limit);
        assertThat(seqs(down))
            .isEqualTo(below.subList(Math.max(0, below.size() - limit), below.size()));
        assertThat(down.more()).isEqualTo(below.size() > limit);
        List<Long> above = all.stream().filter(s -> s > edge).toList();
        Page up = messages.after(view, seq, limit);
        assertThat(seqs(up)).isEqualTo(above.subList(0, Math.min(limit, above.size())));
        assertThat(up.more()).isEqualTo(above.size() > limit);
      }
    }
    assertThat(texts(messages.newest(view, 1000).items())).isEqualTo(model.messageTexts());
    for (long seq = 1; seq <= model.lastSeq() + 1; seq++) {
      Entry one = messages.one(view, seq);
      assertThat(one == null ? null : one.text())
          .isEqualTo(
              model.messages.containsKey(seq) ? ChatModel.text(model.messages.get(seq)) : null);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theNewestPageIsThatOfTheModelAfterEachEvent(long seed) {
    RandomChat chat = new RandomChat(seed, 1, false);
    for (int i = 0; i < 120; i++) {
      for (Event event : chat.events(1)) {
        timeline.feed(event);
        archive.feed(event);
      }
      ChatModel model = Objects.requireNonNull(chat.models.get(RandomChat.session(0)));
      List<String> all = model.messageTexts();
      for (int limit : List.of(5, 12)) {
        List<String> newest = all.subList(Math.max(0, all.size() - limit), all.size());
        assertThat(texts(messages.newest(view(model), limit).items())).isEqualTo(newest);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyStretchOfEventsIsWhole(long seed) {
    ChatModel model = fed(seed, 60);
    View view = view(model);
    for (int limit : List.of(1, 9, 10, 500)) {
      for (int after = 0; after <= model.lastSeq() + 1; after++) {
        int from = Math.min(after, model.events.size());
        int to = Math.min(from + limit, model.events.size());
        assertThat(texts(events.after(view, after, limit)))
            .isEqualTo(model.events.subList(from, to).stream().map(ChatModel::text).toList());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anArchiveThatLagsGivesARightPageOrNone(long seed) {
    RandomChat chat = new RandomChat(seed, 1, false);
    List<Event> log = chat.events(70);
    log.forEach(timeline::feed);
    ChatModel model = Objects.requireNonNull(chat.models.get(RandomChat.session(0)));
    int refused = 0;
    for (Event event : log) {
      View view = view(model);
      for (int limit : List.of(3, 200)) {
        try {
          Page page = messages.after(view, 0, limit);
          assertThat(texts(page.items()))
              .isEqualTo(model.messageTexts().stream().limit(limit).toList());
        } catch (ViewBehindException e) {
          refused++;
        }
        try {
          assertThat(texts(events.after(view, 0, limit)))
              .isEqualTo(model.events.stream().limit(limit).map(ChatModel::text).toList());
        } catch (ViewBehindException e) {
          refused++;
        }
      }
      archive.feed(event);
    }
    assertThat(refused).isPositive();
    assertThat(texts(messages.after(view(model), 0, 200).items())).isEqualTo(model.messageTexts());
  }

  @Test
  void recentReadsNeedNoArchive() {
    ChatModel model = fed(1, 180);
    archive.away = true;
    View view = view(model);
    int held = (int) view.summary().held();
    assertThat(held).isPositive();
    assertThat(messages.newest(view, held).items()).hasSize(held);
    assertThat(messages.last(view)).isNotNull();
    assertThat(events.after(view, model.lastSeq() - WINDOW, 500)).hasSize(WINDOW);
    assertThat(lists.page(reading(OWNER), new ListPlace.Top(), 10).items()).hasSize(1);
    assertThatThrownBy(() -> messages.newest(view, 200)).isInstanceOf(ArchiveOutageException.class);
    assertThatThrownBy(() -> events.after(view, 0, 10)).isInstanceOf(ArchiveOutageException.class);
  }

  @Test
  void onlyMembersAndServicesSeeASession() {
    ChatModel model = fed(3, 30);
    assertThat(finder.find(reading(new Caller(new UserId("stranger"), Set.of())), model.id))
        .isNull();
    assertThat(finder.find(reading(new Caller(new UserId("stranger"), Set.of())), model.id, 5))
        .isNull();
    assertThat(
            finder.find(reading(new Caller(new UserId("robot"), Set.of(Scope.SERVICE))), model.id))
        .isNotNull();
    assertThat(finder.find(reading(OWNER), RandomChat.session(77))).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 500, 3_000})
  void pagesEndWhereTheirBytesDoAndLoseNothing(int bytes) {
    ChatModel model = fed(2, 90);
    View view = view(model, new Reading(OWNER, bytes, new Room(budget)));
    List<Entry> up = new ArrayList<>();
    List<Entry> down = new ArrayList<>();
    Page page = messages.after(view, 0, 200);
    up.addAll(bounded(page.items(), bytes));
    while (page.more()) {
      page = messages.after(view, up.getLast().seq(), 200);
      up.addAll(bounded(page.items(), bytes));
    }
    page = messages.newest(view, 200);
    down.addAll(0, bounded(page.items(), bytes));
    while (page.more()) {
      page = messages.before(view, down.getFirst().seq(), 200);
      down.addAll(0, bounded(page.items(), bytes));
    }
    assertThat(texts(up)).isEqualTo(model.messageTexts());
    assertThat(texts(down)).isEqualTo(model.messageTexts());
    List<Entry> all = new ArrayList<>();
    while (all.size() < model.lastSeq()) {
      all.addAll(bounded(events.after(view, all.size(), 500), bytes));
    }
    assertThat(texts(all)).isEqualTo(model.events.stream().map(ChatModel::text).toList());
  }

  @Test
  void pageHoldsItsBytesAndIsRefusedWhereThereIsNoRoom() {
    ChatModel model = fed(2, 90);
    ByteBudget little = new ByteBudget(1_000, () -> {});
    Room room = new Room(little);
    View view = view(model, new Reading(OWNER, PAGE, room));
    long size = messages.newest(view, 1).items().getFirst().json().length;
    assertThat(little.held()).isGreaterThanOrEqualTo(size);
    assertThatThrownBy(() -> messages.newest(view, 200)).isInstanceOf(NoRoomException.class);
    room.clear();
    assertThatThrownBy(() -> events.after(view, 0, 200)).isInstanceOf(NoRoomException.class);
    room.end();
    assertThat(little.held()).isZero();
    assertThatThrownBy(() -> messages.newest(view, 1)).isInstanceOf(NoRoomException.class);
  }

  private static List<Entry> bounded(List<Entry> items, int bytes) {
    assertThat(items).isNotEmpty();
    assertThat(items.size() == 1 || items.stream().mapToInt(e -> e.json().length).sum() <= bytes)
        .isTrue();
    return items;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void strangersLearnNothingOfSeqs(boolean inTheArchiveOnly) {
    RandomChat chat = new RandomChat(3, 1, false);
    List<Event> log = chat.events(30);
    log.forEach(archive::feed);
    if (inTheArchiveOnly) {
      timeline.skip(30);
      archive.nextOffset = 30;
    } else {
      log.forEach(timeline::feed);
    }
    SessionId session = RandomChat.session(0);
    long last = Objects.requireNonNull(chat.models.get(session)).lastSeq();
    Caller stranger = new Caller(new UserId("stranger"), Set.of());
    for (long seq = 0; seq < last + 9; seq++) {
      assertThat(finder.find(reading(stranger), session, seq)).isNull();
    }
    assertThat(finder.find(reading(OWNER), session, last)).isNotNull();
    assertThatThrownBy(() -> finder.find(reading(OWNER), session, last + 1))
        .isInstanceOf(ViewBehindException.class);
  }

  @Test
  void listsNewestActivityFirstWithTheLastMessage() {
    RandomChat chat = new RandomChat(4, 7, true);
    chat.events(400)
        .forEach(event -> {
          timeline.feed(event);
          archive.feed(event);
        });
    List<ChatModel> expected =
        chat.models.values().stream()
            .filter(model -> !model.deleted)
            .sorted(
                java.util.Comparator.comparing(
                    model -> new Place(model.session().updatedAt(), model.id)))
            .toList();
    List<ListedSession> listed = new ArrayList<>();
    ListPlace from = new ListPlace.Top();
    boolean more = true;
    while (more) {
      SessionPages.LocalPage page = lists.page(reading(OWNER), from, 2);
      listed.addAll(page.items());
      from = new ListPlace.Behind(listed.getLast().place(), null);
      more = page.more();
    }
    assertThat(listed.stream().map(ListedSession::session).toList())
        .isEqualTo(expected.stream().map(ChatModel::session).toList());
    assertThat(
            listed.stream()
                .map(item -> item.lastMessage() == null ? null : item.lastMessage().seq())
                .toList())
        .isEqualTo(
            expected.stream()
                .map(model -> model.messages.isEmpty() ? null : model.messages.lastKey())
                .toList());
  }

  @Test
  void theArchiveSpeaksForWhatTheLogHasForgotten() {
    RandomChat chat = new RandomChat(6, 4, false);
    List<Event> log = chat.events(120);
    timeline.skip(100);
    log.subList(100, 120).forEach(timeline::feed);
    log.forEach(archive::feed);
    assertThatThrownBy(() -> lists.page(reading(OWNER), new ListPlace.Top(), 10))
        .isInstanceOf(ViewBehindException.class);
    archive.nextOffset = 100;
    for (ChatModel model : chat.models.values()) {
      View view = view(model);
      assertThat(Objects.requireNonNull(view.window().profile()).session(view.summary()))
          .isEqualTo(model.session());
      assertThat(texts(messages.newest(view, 200).items())).isEqualTo(model.messageTexts());
      assertThat(events.after(view, 0, 500)).hasSize(model.events.size());
    }
    assertThat(lists.page(reading(OWNER), new ListPlace.Top(), 10).items()).hasSize(4);
    assertThat(finder.find(reading(OWNER), RandomChat.session(77))).isNull();
    assertThat(finder.find(reading(OWNER), RandomChat.session(77), 3)).isNull();
  }

  private ChatModel fed(long seed, int count) {
    RandomChat chat = new RandomChat(seed, 1, false);
    chat.events(count)
        .forEach(event -> {
          timeline.feed(event);
          archive.feed(event);
        });
    return Objects.requireNonNull(chat.models.get(RandomChat.session(0)));
  }

  private View view(ChatModel model) {
    return view(model, reading(OWNER));
  }

  private View view(ChatModel model, Reading reading) {
    return Objects.requireNonNull(finder.find(reading, model.id));
  }

  private Reading reading(Caller caller) {
    return new Reading(caller, PAGE, new Room(budget));
  }

  private static List<Long> seqs(Page page) {
    return page.items().stream().map(Entry::seq).toList();
  }

  private static List<String> texts(List<Entry> entries) {
    return entries.stream().map(Entry::text).toList();
  }
}
