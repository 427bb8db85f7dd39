package dev.confab.schema.error;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The numbers and names that clients have built in.
final class CodeTest {
  @Test
  void errorsHaveTheirNamesAndStatuses() {
    assertThat(
            Arrays.stream(ErrorCode.values())
                .map(code -> code.text() + " " + code.status())
                .collect(joining(",")))
        .isEqualTo(
            "bad_frame 400,unknown_type 400,invalid 400,unauthenticated 401,forbidden 403,"
                + "session_not_found 404,message_not_found 404,not_joined 409,"
                + "idempotency_conflict 409,rate_limited 429,too_many_sessions 409,"
                + "quota_exceeded 409,view_behind 503,unavailable 503");
  }

  @Test
  void errorsAreFoundByTheirNames() {
    for (ErrorCode code : ErrorCode.values()) {
      assertThat(ErrorCode.of(code.text())).isEqualTo(code);
      assertThat(code.sentence()).endsWith(".");
    }
    assertThatThrownBy(() -> ErrorCode.of("no_such_code"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void clientsReconnectOnlyWhereItHelps() {
    assertThat(
            Arrays.stream(CloseCode.values())
                .map(code -> code.code() + (code.reconnect() ? " again" : ""))
                .collect(joining(",")))
        .isEqualTo("1000,1009,1012 again,4400,4401,4403,4408 again,4409");
  }
}
