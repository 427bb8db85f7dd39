package dev.confab.history.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.schema.command.Caller;
import dev.confab.schema.command.Scope;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.UserId;
import dev.confab.web.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private static final Caller EVE = new Caller(new UserId("eve"), Set.of());
  private static final Caller ALICE = new Caller(new UserId("alice"), Set.of());
  private static final Caller ROBOT = new Caller(new UserId("robot"), Set.of(Scope.SERVICE));

  private final MeterRegistry registry = new SimpleMeterRegistry();
  @AutoClose private final Waiting waiting = new Waiting(2, 4, registry);
  private final CompletableFuture<String> view = new CompletableFuture<>();

  @Test
  void oneUserHoldsNoMoreThanHisPlaces() {
    CompletableFuture<String> first = waiting.read(EVE, view::join);
    CompletableFuture<String> second = waiting.read(EVE, view::join);
    assertRefused(EVE, ErrorCode.RATE_LIMITED);
    assertThat(registry.counter("confab.user.refused", "limit", "waiting").count()).isEqualTo(1);
    CompletableFuture<String> another = waiting.read(ALICE, view::join);
    view.complete("there");
    assertThat(first.join() + second.join() + another.join()).isEqualTo("theretherethere");
    assertThat(waiting.read(EVE, view::join).join()).isEqualTo("there");
  }

  @Test
  void allTogetherHoldNoMoreThanThereAre() {
    for (int i = 0; i < 4; i++) {
      var _ = waiting.read(ROBOT, view::join);
    }
    assertRefused(ROBOT, ErrorCode.UNAVAILABLE);
    assertRefused(ALICE, ErrorCode.UNAVAILABLE);
    view.complete("there");
  }

  @Test
  void whatOtherInstancesAnswerTakesNoPlaceOfItsUser() {
    for (int i = 0; i < 2; i++) {
      var _ = waiting.read(EVE, view::join);
    }
    CompletableFuture<String> passed = new CompletableFuture<>();
    waiting.pass(() -> passed.complete("passed"));
    assertThat(passed.join()).isEqualTo("passed");
    view.complete("there");
  }

  @Test
  void serverThatStopsTakesNoReads() {
    waiting.close();
    for (int i = 0; i < 9; i++) {
      assertRefused(EVE, ErrorCode.UNAVAILABLE);
    }
    assertThatThrownBy(() -> waiting.pass(() -> {})).isInstanceOf(ProblemException.class);
  }

  @Test
  void readsThatFailGiveTheirPlaceBack() {
    for (int i = 0; i < 9; i++) {
      CompletableFuture<String> failed =
          waiting.read(
              EVE,
              () -> {
                throw new IllegalStateException("broken");
              });
      assertThatThrownBy(failed::join).isInstanceOf(CompletionException.class);
    }
  }

  private void assertRefused(Caller caller, ErrorCode code) {
    assertThatThrownBy(() -> waiting.read(caller, view::join))
        .isInstanceOfSatisfying(
            ProblemException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
