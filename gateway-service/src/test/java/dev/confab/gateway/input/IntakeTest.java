package dev.confab.gateway.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.codec.Json;
import dev.confab.schema.command.Caller;
import dev.confab.schema.command.Command;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.limit.Limits;
import java.time.Clock;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class IntakeTest {
  private static final SessionId S = new SessionId("s");
  private static final Caller ALICE = new Caller(new UserId("alice"), Set.of());

  private final Intake intake = new Intake(Clock.systemUTC(), Limits.DEFAULT);

  @Test
  void nullInAnUpdateClearsAndAbsentLeaves() {
    Command.UpdateSession cleared = update("{\"title\":null,\"metadata\":null}");
    assertThat(cleared.title()).isEmpty();
    assertThat(Objects.requireNonNull(cleared.metadata()).node()).isEmpty();
    Command.UpdateSession left = update("{}");
    assertThat(left.title()).isNull();
    assertThat(left.metadata()).isNull();
  }

  @Test
  void nullMetadataOfAnEditIsEmpty() {
    Command.EditMessage edit =
        valid(
            intake.edit(
                ALICE, new MessageId(S, 2), fields("{\"content\":\"a\",\"metadata\":null}"), null));
    assertThat(Objects.requireNonNull(edit.metadata()).node()).isEmpty();
  }

  private Command.UpdateSession update(String json) {
    return valid(intake.update(ALICE, S, fields(json), null));
  }

  private static Fields fields(String json) {
    return new Fields((ObjectNode) Json.mapper().readTree(json));
  }

  private static <C extends Command> C valid(Checked<C> checked) {
    return ((Checked.Valid<C>) checked).command();
  }
}
