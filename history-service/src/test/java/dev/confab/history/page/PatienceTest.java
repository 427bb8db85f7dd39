package dev.confab.history.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.history.RandomChat;
import dev.confab.history.timeline.FoldedTimeline;
import dev.confab.history.window.ViewBehindException;
import dev.confab.schema.command.Caller;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import dev.confab.web.limit.ByteBudget;
import dev.confab.web.limit.Room;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final Duration MOST = Duration.ofMinutes(1);
  private static final SessionId SESSION = RandomChat.session(0);

  private final FoldedTimeline timeline = new FoldedTimeline(24);
  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void readIsRepeatedUntilTheViewIsThere() {
    assertThat(patience(MOST).readAgain(SESSION, () -> behindUntil(3)))
        .isEqualTo("read at attempt 3");
  }

  @Test
  void whoIsNoMemberYetWaitsToBecomeOne() {
    assertThat(patience(MOST).<String>readAgain(SESSION, () -> nothingUntil(3)))
        .isEqualTo("read at attempt 3");
  }

  @Test
  void sessionThatComesMeanwhileIsFound() throws Exception {
    List<Event> log = new RandomChat(1, 1, false).events(5);
    SessionFinder finder = new SessionFinder(timeline, new FakeArchive(), "epoch");
    ByteBudget budget = new ByteBudget(1 << 20, () -> {});
    Reading owner = new Reading(new Caller(RandomChat.OWNER, Set.of()), 1 << 20, new Room(budget));
    CountDownLatch asked = new CountDownLatch(1);
    CompletableFuture<@Nullable View> found =
        CompletableFuture.supplyAsync(() ->
            patience(MOST)
                .readAgain(
                    SESSION,
                    () -> {
                      asked.countDown();
                      return finder.find(owner, SESSION, 5);
                    }));
    asked.await();
    log.forEach(timeline::feed);
    assertThat(found.join()).isNotNull();
  }

  @Test
  void readEndsAsItsLastAttemptDid() {
    assertThatThrownBy(() -> patience(Duration.ZERO).readAgain(SESSION, () -> behindUntil(2)))
        .isInstanceOf(ViewBehindException.class)
        .hasMessage("attempt 1");
    assertThat(patience(Duration.ZERO).<String>readAgain(SESSION, () -> nothingUntil(9))).isNull();
  }

  @Test
  void nobodyIsToldThatThereIsNothingByAViewThatIsBehind() {
    timeline.lag = MOST;
    assertThatThrownBy(
            () -> patience(Duration.ZERO).<String>readAgain(SESSION, () -> nothingUntil(9)))
        .isInstanceOf(ViewBehindException.class);
  }

  @Test
  void whatElseGoesWrongIsNotRepeated() {
    assertThatThrownBy(() ->
            patience(MOST)
                .readAgain(
                    SESSION,
                    () -> {
                      attempts.incrementAndGet();
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    assertThat(attempts).hasValue(1);
  }

  @Test
  void serverThatStopsEndsTheWait() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> patience(MOST).readAgain(SESSION, () -> behindUntil(2)))
          .isInstanceOf(ViewBehindException.class);
      assertThat(attempts).hasValue(0);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  private Patience patience(Duration most) {
    return new Patience(timeline, most);
  }

  private String behindUntil(int attempt) {
    int now = attempts.incrementAndGet();
    if (now < attempt) {
      throw new ViewBehindException("attempt " + now);
    }
    return "read at attempt " + now;
  }

  private @Nullable String nothingUntil(int attempt) {
    int now = attempts.incrementAndGet();
    return now < attempt ? null : "read at attempt " + now;
  }
}
