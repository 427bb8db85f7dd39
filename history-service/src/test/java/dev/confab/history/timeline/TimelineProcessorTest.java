package dev.confab.history.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.history.ChatModel;
import dev.confab.history.RandomChat;
import dev.confab.history.window.Gathered;
import dev.confab.history.window.Profile;
import dev.confab.history.window.Summary;
import dev.confab.history.window.Summary.Standing;
import dev.confab.schema.codec.DeadLetter;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.UserId;
import dev.confab.schema.log.LogHeaders;
import dev.confab.streams.Position;
import dev.confab.streams.PositionedFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineProcessorTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void holdsWhatTheFoldOfAllEventsGives(long seed) {
    RandomChat chat = new RandomChat(seed, 3, true);
    Rig rig = new Rig().start().feed(log(chat.events(600)).records);
    chat.models.values().forEach(model -> assertHolds(rig, model));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void h11ReplayFromAnyEarlierOffsetChangesNothing(long seed) {
    RandomChat chat = new RandomChat(seed, 2, true);
    LogWriter log = log(chat.events(80));
    Rig whole = new Rig().start().feed(log.records);
    for (int from = 0; from < log.records.size(); from += 1) {
      Rig again = new Rig(whole.store).start().feed(log.records.subList(from, log.records.size()));
      assertThat(again.progress.gap(0)).isZero();
      chat.models.values().forEach(model -> assertHolds(again, model));
    }
  }

  @Test
  void aCrashBetweenAnyTwoWritesLosesNothing() {
    RandomChat chat = new RandomChat(11, 2, true);
    LogWriter log = log(chat.events(120));
    CutStore recorded = new CutStore();
    new Rig(recorded).start().feed(log.records);
    for (int kept = 0; kept <= recorded.writes(); kept += 3) {
      MapStore cut = recorded.cutAfter(kept);
      Position position = new TimelineReader(cut).position();
      int from = position == null ? 0 : Math.toIntExact(Math.max(0, position.next() - 4));
      Rig rig = new Rig(cut).start().feed(log.records.subList(from, log.records.size()));
      chat.models.values().forEach(model -> assertHolds(rig, model));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void aStoreAheadOfItsChangelogEndsUpTheSame(long seed) {
    RandomChat chat = new RandomChat(seed, 1, false);
    LogWriter log = log(chat.events(160));
    CutStore recorded = new CutStore();
    new Rig(recorded).start().feed(log.records);
    for (int kept = 60; kept + 40 <= recorded.writes(); kept += 7) {
      // RocksDB had kept more than the changelog, from which some keys then go back.
      MapStore mixed = recorded.cutAfter(kept + 40);
      recorded.restore(mixed, kept - 60, kept);
      Position position = new TimelineReader(recorded.cutAfter(kept)).position();
      int from = position == null ? 0 : Math.toIntExact(position.next());
      Rig rig = new Rig(mixed).start().feed(log.records.subList(from, log.records.size()));
      chat.models.values().forEach(model -> assertHolds(rig, model));
    }
  }

  @Test
  void dropsGhostsAndControlRecords() {
    RandomChat chat = new RandomChat(5, 1, false);
    List<Event> events = chat.events(6);
    LogWriter log = new LogWriter();
    log.open(1, "a");
    log.event(events.get(0));
    log.progress();
    log.open(2, "b");
    log.ghost(events.get(1), 1, "a", 3);
    log.ghost(new RandomChat(77, 1, false).events(2).get(1), 1, "a", 4);
    events.subList(1, 6).forEach(log::event);
    Rig rig = new Rig().start().feed(log.records);
    assertHolds(rig, model(chat));
  }

  @Test
  void buriesWhatNobodyCanReadAndGoesOn() {
    RandomChat chat = new RandomChat(5, 1, false);
    List<Event> events = chat.events(3);
    LogWriter log = new LogWriter();
    log.open(1, "a");
    log.event(events.get(0));
    log.garbage("session-9", "{not json");
    log.event(events.get(1));
    log.event(events.get(2));
    Rig rig = new Rig().start().feed(log.records);
    assertHolds(rig, model(chat));
    var letters = rig.context.forwarded();
    assertThat(letters).hasSize(1);
    assertThat(LogHeaders.text(letters.getFirst().record().headers(), DeadLetter.OFFSET))
        .isEqualTo("2");
  }

  @Test
  void aSessionWhoseBeginningIsGoneIsLeftToTheArchive() {
    RandomChat chat = new RandomChat(5, 1, false);
    LogWriter log = log(chat.events(30));
    Rig rig = new Rig();
    rig.log.opening = new PositionedFilter.Opening(1, "owner-1");
    rig.start().feed(log.records.subList(12, log.records.size()));
    Summary summary = Objects.requireNonNull(rig.reader().summary(RandomChat.session(0)));
    assertThat(summary.standing()).isEqualTo(Standing.PARTIAL);
    assertThat(summary.lastSeq()).isEqualTo(model(chat).lastSeq());
    assertThat(rig.progress.gap(0)).isGreaterThanOrEqualTo(12);
  }

  @Test
  void aMissingEventTakesOnlyItsSessionToTheArchive() {
    RandomChat chat = new RandomChat(9, 2, false);
    List<Event> events = chat.events(60);
    ChatModel broken = model(chat);
    Event lost = broken.events.get(10);
    LogWriter log = new LogWriter();
    log.open(1, "a");
    events.stream().filter(event -> !event.equals(lost)).forEach(log::event);
    Rig rig = new Rig().start().feed(log.records);
    Summary summary = Objects.requireNonNull(rig.reader().summary(broken.id));
    assertThat(summary.standing()).isEqualTo(Standing.PARTIAL);
    assertThat(summary.lastSeq()).isEqualTo(broken.lastSeq());
    assertThat(rig.progress.gap(0)).isPositive();
    assertHolds(rig, Objects.requireNonNull(chat.models.get(RandomChat.session(1))));
  }

  @Test
  void aNewLogTakesTheViewOfTheOldOneAway() {
    Rig old = new Rig().start().feed(log(new RandomChat(1, 3, false).events(50)).records);
    RandomChat chat = new RandomChat(2, 1, false);
    Rig rig = new Rig(old.store);
    rig.log.epoch = "other";
    rig.start().feed(log(chat.events(20)).records);
    assertHolds(rig, model(chat));
    assertThat(rig.reader().summary(RandomChat.session(1))).isNull();
  }

  @Test
  void aLogThatGoesOnForALostOneLacksWhatWasBefore() {
    RandomChat chat = new RandomChat(1, 1, false);
    chat.events(50);
    Rig rig = new Rig();
    rig.log.replacement = true;
    rig.start();
    assertThat(rig.progress.gap(0)).as("so the archive is asked").isEqualTo(1);
    rig.feed(log(chat.events(5)).records);
    Summary summary = Objects.requireNonNull(rig.reader().summary(RandomChat.session(0)));
    assertThat(summary.standing()).isEqualTo(Standing.PARTIAL);
    assertThat(rig.progress.gap(0)).as("no hole that nobody expected").isEqualTo(1);
  }

  @Test
  void refusesALogThatLostItsEnd() {
    Rig old = new Rig().start().feed(log(new RandomChat(1, 1, false).events(50)).records);
    Rig rig = new Rig(old.store);
    rig.log.end = 20;
    assertThatThrownBy(rig::start)
        .isInstanceOf(TimelineFault.class)
        .hasMessageContaining("lost records");
  }

  /// Who waits looks again at once: he must not find the offset of before beside the event.
  @Test
  void wakesWhoWaitsOnceTheViewHasComeToTheEvent() {
    LogWriter log = log(new RandomChat(1, 1, false).events(9));
    Rig rig = new Rig().start().feed(log.records.subList(0, 1));
    for (var record : log.records.subList(1, log.records.size())) {
      List<Long> seen = new ArrayList<>();
      var bell = rig.progress.bell(RandomChat.session(0));
      var waiter = bell.thenRun(() -> seen.add(rig.progress.next(0)));
      rig.feed(List.of(record));
      assertThat(waiter).isCompleted();
      assertThat(seen).containsExactly(record.offset() + 1);
    }
  }

  @Test
  void isCurrentOnceItReachedTheEndThatItFoundAtItsStart() {
    LogWriter log = log(new RandomChat(1, 1, false).events(9));
    Rig rig = new Rig();
    rig.log.end = 10;
    rig.start().feed(log.records.subList(0, 9));
    assertThat(rig.progress.isCurrent(0)).isFalse();
    rig.feed(log.records.subList(9, 10));
    assertThat(rig.progress.isCurrent(0)).isTrue();
  }

  private static LogWriter log(List<Event> events) {
    LogWriter log = new LogWriter();
    log.open(1, "owner-1");
    events.forEach(log::event);
    return log;
  }

  private static ChatModel model(RandomChat chat) {
    return Objects.requireNonNull(chat.models.get(RandomChat.session(0)));
  }

  static void assertHolds(Rig rig, ChatModel model) {
    if (model.events.isEmpty()) {
      return;
    }
    TimelineReader reader = rig.reader();
    Summary summary = Objects.requireNonNull(reader.summary(model.id));
    assertThat(summary.lastSeq()).isEqualTo(model.lastSeq());
    for (UserId user : List.of(RandomChat.OWNER, new UserId("u1"), new UserId("u4"))) {
      assertThat(reader.isMember(user, model.id)).isEqualTo(model.members.containsKey(user));
    }
    if (model.deleted) {
      assertThat(summary.standing()).isEqualTo(Standing.DELETED);
      assertThat(reader.profile(model.id)).isNull();
      assertThat(rig.messages(model.id)).isEmpty();
      assertThat(Gathered.all(found -> reader.window(model.id).events(0, Long.MAX_VALUE, found)))
          .isEmpty();
      return;
    }
    Profile profile = Objects.requireNonNull(reader.profile(model.id));
    assertThat(profile.session(summary)).isEqualTo(model.session());
    assertThat(summary.messagesFrom()).isLessThanOrEqualTo(model.lastSeq() + 1);
    var inWindow = model.messages.tailMap(summary.messagesFrom(), true).values();
    assertThat(summary.held()).isEqualTo(inWindow.size()).isLessThanOrEqualTo(Rig.MOST);
    assertThat(
            Gathered.all(found ->
                    reader
                        .window(model.id)
                        .messagesUp(summary.messagesFrom(), Long.MAX_VALUE, found))
                .stream()
                .map(entry -> entry.text())
                .toList())
        .isEqualTo(inWindow.stream().map(ChatModel::text).toList());
    int from = Math.toIntExact(summary.eventsFrom() - 1);
    assertThat(from)
        .isBetween(
            Math.toIntExact(Math.max(0, model.lastSeq() - Rig.MOST)),
            Math.toIntExact(Math.max(0, model.lastSeq() - Rig.WINDOW)));
    assertThat(
            Gathered.all(found ->
                    reader.window(model.id).events(summary.eventsFrom(), Long.MAX_VALUE, found))
                .stream()
                .map(entry -> entry.text())
                .toList())
        .isEqualTo(
            model.events.subList(from, model.events.size()).stream().map(ChatModel::text).toList());
  }
}
