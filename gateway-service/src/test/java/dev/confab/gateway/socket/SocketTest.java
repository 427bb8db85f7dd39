package dev.confab.gateway.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.confab.gateway.channel.Token;
import dev.confab.gateway.frame.Answer;
import dev.confab.gateway.frame.Frame;
import dev.confab.schema.command.Caller;
import dev.confab.schema.error.CloseCode;
import dev.confab.schema.id.ConnectionId;
import dev.confab.schema.id.UserId;
import dev.confab.web.limit.ByteBudget;
import dev.confab.web.limit.UserBudget;
import dev.confab.web.limit.UserBudgetProperties;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class SocketTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicLong nanos = new AtomicLong(1_000);
  private final RecordingWire wire = new RecordingWire();
  private final Pump pump = new Pump(0);
  private final SocketMetrics metrics = new SocketMetrics(new SimpleMeterRegistry());
  private final ByteBudget all = new ByteBudget(16, () -> {});
  private final UserBudget users =
      new UserBudget(
          new UserBudgetProperties(1, 100, DataSize.ofBytes(1), DataSize.ofBytes(500)),
          new SimpleMeterRegistry());
  private final Socket socket = socket("c", wire);

  private Socket socket(String id, RecordingWire itsWire) {
    return new Socket(
        new ConnectionId(id),
        itsWire,
        pump,
        new SocketRules(10, all, users, 100, 25, 40, 5, nanos::get),
        metrics);
  }

  @AfterEach
  void stop() {
    pump.close();
  }

  private void say(String text) {
    socket.send(frame(text));
  }

  private static Frame frame(String text) {
    return Frame.of(text.getBytes(UTF_8));
  }

  private void logIn(Instant until) {
    socket.login(new Login(new Caller(new UserId("alice"), Set.of()), until, new Token("t")));
  }

  private void at(long time) {
    nanos.set(1_000 + time);
    socket.tick(nanos.get(), NOW);
  }

  @Test
  void framesDuringAWriteLeaveTogetherAndInOrder() {
    say("1");
    await().untilAsserted(() -> assertThat(wire.done).containsExactly("write 1"));
    say("2");
    say("3");
    wire.finishWrite();
    await().untilAsserted(() -> assertThat(wire.done).containsExactly("write 1", "write 2 3"));
  }

  /// However few it asked with.
  @Test
  void bytesOfAnswersCountForWhoIsTold() {
    logIn(NOW.plusSeconds(60));
    Caller alice = socket.caller();
    assertThat(users.take(alice, 1, 1)).isTrue();
    socket.answer(Answer.pong("x".repeat(600)));
    assertThat(users.take(alice, 1, 1)).isFalse();
    assertThat(users.take(new Caller(new UserId("bob"), Set.of()), 1, 1)).isTrue();
  }

  @Test
  void slowClientIsClosedWithoutGettingTheRest() {
    say("12345");
    await().untilAsserted(() -> assertThat(wire.done).containsExactly("write 12345"));
    say("6789");
    say("ab");
    say("c");
    assertThat(wire.done).containsExactly("write 12345", "close 4408");
    wire.finishWrite();
    assertThat(socket.isClosing()).isTrue();
    at(5);
    assertThat(wire.done).containsExactly("write 12345", "close 4408", "abort");
  }

  @Test
  void writeThatNeverEndsClosesTheSocket() {
    logIn(NOW.plusSeconds(60));
    say("1");
    await().untilAsserted(() -> assertThat(wire.done).hasSize(1));
    at(10);
    nanos.set(1_049);
    socket.heard();
    at(49);
    assertThat(wire.done).doesNotContain("close 4408");
    at(50);
    assertThat(wire.done).contains("close 4408");
  }

  @Test
  void offeredFrameWaitsForRoomWithoutClosing() {
    AtomicInteger woken = new AtomicInteger();
    assertThat(socket.offer(frame("1234"), woken::incrementAndGet)).isTrue();
    assertThat(socket.offer(frame("56"), woken::incrementAndGet)).isFalse();
    await().untilAsserted(() -> assertThat(wire.done).containsExactly("write 1234"));
    say("78");
    assertThat(woken).hasValue(0);
    wire.finishWrite();
    assertThat(woken).hasValue(1);
    assertThat(socket.offer(frame("a"), woken::incrementAndGet)).isTrue();
    assertThat(socket.isClosing()).isFalse();
  }

  @Test
  void offeredFrameThatIsLargerThanTheQueueIsSentAlone() {
    assertThat(socket.offer(frame("123456789abcdef"), () -> {})).isTrue();
    await().untilAsserted(() -> assertThat(wire.done).containsExactly("write 123456789abcdef"));
  }

  @Test
  void unsentFramesOfAllHaveATotalInWhichASharedOneCountsOnce() {
    RecordingWire otherWire = new RecordingWire();
    Socket other = socket("d", otherWire);
    Frame shared = frame("12345678");
    socket.send(shared);
    other.send(shared);
    await().untilAsserted(() -> assertThat(otherWire.done).hasSize(1));
    assertThat(all.held()).isEqualTo(8);
    Socket third = socket("e", new RecordingWire());
    third.send(frame("123456789"));
    assertThat(third.isClosing()).isTrue();
    assertThat(all.held()).isEqualTo(8);
    await().untilAsserted(() -> assertThat(wire.done).hasSize(1));
    wire.finishWrite();
    assertThat(all.held()).isEqualTo(8);
    otherWire.finishWrite();
    assertThat(all.held()).isZero();
  }

  @Test
  void whatASocketHadYetToSendIsGivenBackWhenItIsGone() {
    say("1234");
    await().untilAsserted(() -> assertThat(wire.done).hasSize(1));
    say("5678");
    assertThat(all.held()).isEqualTo(8);
    socket.gone();
    wire.finishWrite();
    assertThat(all.held()).isZero();
    say("9");
    assertThat(all.held()).isZero();
  }

  @Test
  void retiringSocketAnswersItsWritesFirst() {
    logIn(NOW.plusSeconds(60));
    socket.asked();
    socket.retire();
    assertThat(socket.isClosing()).isTrue();
    say("1");
    socket.answered();
    await().untilAsserted(() -> assertThat(wire.done).containsExactly("write 1"));
    wire.finishWrite();
    await().untilAsserted(() -> assertThat(wire.done).containsExactly("write 1", "close 1012"));
  }

  @Test
  void closeCodeComesBehindTheFrames() {
    say("1");
    await().untilAsserted(() -> assertThat(wire.done).hasSize(1));
    say("2");
    socket.close(CloseCode.UNAUTHENTICATED);
    say("3");
    wire.finishWrite();
    await().untilAsserted(() -> assertThat(wire.done).containsExactly("write 1", "write 2"));
    wire.finishWrite();
    await()
        .untilAsserted(
            () -> assertThat(wire.done).containsExactly("write 1", "write 2", "close 4401"));
  }

  @Test
  void whoDoesNotSayWhoHeIsIsClosed() {
    socket.heard();
    at(24);
    assertThat(socket.isClosing()).isFalse();
    nanos.set(1_090);
    socket.heard();
    at(100);
    await().untilAsserted(() -> assertThat(wire.done).contains("close 4401"));
  }

  @Test
  void textThatIsBegunAndNeverEndsClosesTheSocket() {
    logIn(NOW.plusSeconds(60));
    socket.begun(true);
    nanos.set(1_050);
    socket.heard();
    socket.begun(true);
    nanos.set(1_090);
    socket.heard();
    at(99);
    assertThat(wire.done).doesNotContain("close 4408");
    at(100);
    assertThat(wire.done).contains("close 4408");
  }

  @Test
  void tokensEndClosesUnlessANewOneCame() {
    logIn(NOW.plusMillis(1));
    at(1);
    assertThat(socket.isClosing()).isFalse();
    logIn(NOW);
    at(2);
    await().untilAsserted(() -> assertThat(wire.done).containsExactly("close 4401"));
  }

  @Test
  void silentClientIsPingedAndThenCut() {
    logIn(NOW.plusSeconds(60));
    at(24);
    assertThat(wire.done).isEmpty();
    at(25);
    assertThat(wire.done).containsExactly("ping");
    at(39);
    assertThat(wire.done).containsExactly("ping");
    at(40);
    assertThat(wire.done).containsExactly("ping", "abort");
  }

  @Test
  void pongKeepsItOpen() {
    logIn(NOW.plusSeconds(60));
    at(25);
    nanos.set(1_026);
    socket.heard();
    at(50);
    assertThat(wire.done).containsExactly("ping", "ping");
    assertThat(socket.isClosing()).isFalse();
  }

  /// Finishes a write when it is told to.
  private static final class RecordingWire implements Wire {
    final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private volatile @Nullable Consumer<@Nullable Throwable> written;

    @Override
    public void write(List<Frame> frames, Consumer<@Nullable Throwable> callback) {
      written = callback;
      done.add("write " + String.join(" ", frames.stream().map(Frame::toString).toList()));
    }

    void finishWrite() {
      Consumer<@Nullable Throwable> callback = written;
      if (callback == null) {
        throw new IllegalStateException("no write is under way");
      }
      written = null;
      callback.accept(null);
    }

    @Override
    public void ping() {
      done.add("ping");
    }

    @Override
    public void close(CloseCode code) {
      done.add("close " + code.code());
    }

    @Override
    public void abort() {
      done.add("abort");
    }
  }
}
