package dev.confab.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.signal.Signal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TypingPaceTest {
  private final AtomicLong nanos = new AtomicLong(5);
  private final TypingPace pace = new TypingPace(nanos::get);

  private boolean passes(String user, String session, boolean typing) {
    return pace.passes(new Signal.Typing(new SessionId(session), new UserId(user), typing));
  }

  private void after(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void typingIsToldEveryTwoSeconds() {
    assertThat(passes("alice", "s", true)).isTrue();
    assertThat(passes("alice", "s", true)).isFalse();
    assertThat(passes("alice", "t", true)).isTrue();
    assertThat(passes("bob", "s", true)).isTrue();
    after(Duration.ofSeconds(1));
    assertThat(passes("alice", "s", true)).isFalse();
    after(Duration.ofSeconds(1));
    assertThat(passes("alice", "s", true)).isTrue();
  }

  @Test
  void stoppingIsToldAtOnceAndOnce() {
    assertThat(passes("alice", "s", true)).isTrue();
    assertThat(passes("alice", "s", false)).isTrue();
    assertThat(passes("alice", "s", false)).isFalse();
    after(Duration.ofSeconds(2));
    assertThat(passes("alice", "s", true)).isTrue();
    assertThat(passes("alice", "s", false)).isTrue();
  }

  @Test
  void whoWroteAndTypesAgainIsToldAtOnce() {
    assertThat(passes("alice", "s", true)).isTrue();
    pace.wrote(new UserId("alice"), new SessionId("s"));
    assertThat(passes("alice", "s", true)).isTrue();
    assertThat(passes("alice", "s", true)).isFalse();
  }

  @Test
  void whoAlternatesTellsLittle() {
    assertThat(IntStream.range(0, 1_000).filter(i -> passes("alice", "s", i % 2 == 0)).count())
        .isEqualTo(2);
  }
}
