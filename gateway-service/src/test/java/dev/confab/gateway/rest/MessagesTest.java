package dev.confab.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.gateway.log.Outcome;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.chat.Session;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.reply.Reply;
import dev.confab.web.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class MessagesTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Session SESSION =
      new Session(
          new SessionId("s"),
          null,
          new UserId("ann"),
          List.of(),
          new Metadata(JsonNodeFactory.instance.objectNode()),
          NOON,
          NOON,
          9,
          1);

  /// Nobody knows whether the message is gone: so it is not said to be.
  @Test
  void repeatedEditOfAMessageThatCanNotBeReadIsUnavailable() {
    assertAnswers(SESSION, true, ErrorCode.UNAVAILABLE);
    assertAnswers(SESSION, null, ErrorCode.MESSAGE_NOT_FOUND);
    assertAnswers(null, null, ErrorCode.SESSION_NOT_FOUND);
  }

  private static void assertAnswers(
      @Nullable Session session, @Nullable Boolean unknown, ErrorCode code) {
    Outcome repeated =
        new Outcome.Replied(new Reply.Repeated(SESSION.id(), 7, NOON, session, null, unknown));
    assertThatThrownBy(() -> Messages.edited(repeated))
        .isInstanceOfSatisfying(
            ProblemException.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }
}
