package dev.confab.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.confab.gateway.log.Outcome;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.error.Violation;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.reply.Reply;
import dev.confab.web.problem.ProblemException;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  @Test
  void whatAShardFindsInvalidIsAViolation() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(
            () -> refuse(ErrorCode.INVALID, "title: too long; members: at most 1000 members"))
        .satisfies(refusal ->
            assertThat(refusal.violations())
                .containsExactly(
                    new Violation("title", "too long"),
                    new Violation("members", "at most 1000 members")));
  }

  @Test
  void whatElseAShardRefusesIsSaidByItsSentence() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> refuse(ErrorCode.SESSION_NOT_FOUND, "No: nothing."))
        .withMessage("No: nothing.");
  }

  private static void refuse(ErrorCode code, String message) {
    var rejected = new Reply.Rejected(new SessionId("s"), code, message);
    var _ = Verdicts.positive(new Outcome.Replied(rejected));
  }
}
