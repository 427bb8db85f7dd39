package dev.confab.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.command.Caller;
import dev.confab.schema.command.Scope;
import dev.confab.schema.id.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class LimitTest {
  private final AtomicInteger refused = new AtomicInteger();

  private static long taken(Meter meter, int times) {
    return IntStream.range(0, times).filter(i -> meter.pause() == 0).count();
  }

  @Test
  void connectionHasItsBurstAndNoMore() {
    assertThat(taken(new Meter(new Rate(1, 10), refused::incrementAndGet), 30)).isBetween(10L, 12L);
    assertThat(refused.get()).isBetween(18, 20);
    assertThat(taken(new Meter(new Rate(1, 500), refused::incrementAndGet), 1_000))
        .isBetween(500L, 503L);
  }

  @Test
  void whoOwesDoesNotOweForLongerThanTheLongestPause() {
    Meters<String> meters = new Meters<>(new Rate(1, 1), refused::incrementAndGet);
    long most = Duration.ofSeconds(10).toNanos();
    assertThat(LongStream.generate(() -> meters.pause("a", most)).limit(1_000).max().getAsLong())
        .isBetween(most, Duration.ofSeconds(12).toNanos());
  }

  @Test
  void noLimitRefusesNothing() {
    assertThat(taken(new Meter(new Rate(0, 1), refused::incrementAndGet), 100_000))
        .isEqualTo(100_000);
    assertThat(new Meters<String>(new Rate(0, 1), refused::incrementAndGet).take("a", 1_000_000))
        .isTrue();
    Headcount<String> count = new Headcount<>(0, refused::incrementAndGet);
    assertThat(IntStream.range(0, 1_000).allMatch(i -> count.enter("a"))).isTrue();
    assertThat(refused).hasValue(0);
  }

  @Test
  void defaultsLetABurstOf20000FramesPass() {
    assertThat(taken(new Meter(new Rate(2_000, 25_000), refused::incrementAndGet), 20_000))
        .isEqualTo(20_000);
  }

  @Test
  void eachHasHisOwnRateAndTakesAllOrNothing() {
    Meters<String> meters = new Meters<>(new Rate(1, 10), refused::incrementAndGet);
    assertThat(meters.take("a", 8)).isTrue();
    assertThat(meters.take("a", 8)).isFalse();
    assertThat(meters.take("a", 2)).isTrue();
    assertThat(meters.take("b", 10)).isTrue();
    assertThat(refused).hasValue(1);
  }

  @Test
  void whoLeavesMakesRoom() {
    Headcount<String> count = new Headcount<>(2, refused::incrementAndGet);
    assertThat(count.enter("a")).isTrue();
    assertThat(count.enter("a")).isTrue();
    assertThat(count.enter("a")).isFalse();
    assertThat(count.enter("b")).isTrue();
    count.leave("a");
    assertThat(count.enter("a")).isTrue();
    assertThat(refused).hasValue(1);
  }

  @Test
  void bytesOfAllTogetherStayWithinTheTotal() {
    ByteBudget budget = new ByteBudget(100, refused::incrementAndGet);
    assertThat(budget.take(60)).isTrue();
    assertThat(budget.take(41)).isFalse();
    assertThat(budget.take(40)).isTrue();
    budget.give(60);
    assertThat(budget.held()).isEqualTo(40);
    assertThat(budget.take(60)).isTrue();
    assertThat(refused).hasValue(1);
  }

  @Test
  void whatWasSpentBeyondTheRateIsWaitedFor() {
    Meters<String> meters = new Meters<>(new Rate(1, 10), refused::incrementAndGet);
    meters.spend("a", 1_000);
    assertThat(meters.take("a", 1)).isFalse();
    assertThat(meters.take("b", 1)).isTrue();
  }

  @Test
  void whoWasGivenTooMuchAsksForNothing() {
    UserBudget budget =
        new UserBudget(
            new UserBudgetProperties(0, 100, DataSize.ofBytes(1), DataSize.ofBytes(10)),
            new SimpleMeterRegistry());
    Caller eve = new Caller(new UserId("eve"), Set.of());
    Caller robot = new Caller(new UserId("robot"), Set.of(Scope.SERVICE));
    assertThat(budget.take(eve, 1, 0)).isTrue();
    budget.spend(eve, 1_000);
    budget.spend(robot, 1_000);
    assertThat(budget.take(eve, 1, 0)).isFalse();
    assertThat(budget.take(robot, 1, 0)).isTrue();
  }
}
