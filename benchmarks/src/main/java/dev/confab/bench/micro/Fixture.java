package dev.confab.bench.micro;

import dev.confab.message.domain.Decider;
import dev.confab.message.domain.Decision;
import dev.confab.message.domain.Evolution;
import dev.confab.message.domain.Quota;
import dev.confab.message.domain.SessionState;
import dev.confab.message.domain.Usage;
import dev.confab.schema.command.Caller;
import dev.confab.schema.command.Command;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.limit.Limits;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The session and the message that all microbenchmarks are about: ten members, 128 bytes.
final class Fixture {
  static final SessionId SESSION = new SessionId("01a209e6-b8f1-799c-aabd-f802fc2d6681");
  static final Instant NOW = Instant.parse("2026-01-01T12:00:00.123Z");
  static final String CONTENT = "0123456789abcdef".repeat(8);
  static final Usage USAGE = new Usage(List.of());
  static final Decider DECIDER = new Decider(Limits.DEFAULT, Quota.NONE);

  private static final int MEMBERS = 10;

  private Fixture() {}

  static SessionState session() {
    List<UserId> others = IntStream.range(1, MEMBERS).mapToObj(Fixture::user).toList();
    var create =
        new Command.CreateSession(
            SESSION,
            new CommandId("create"),
            NOW,
            new Caller(user(0), Set.of()),
            false,
            "title",
            others,
            null);
    return Evolution.evolve(null, event(null, create), null);
  }

  static Command.SendMessage send(int number) {
    return new Command.SendMessage(
        SESSION,
        new CommandId("w" + number),
        NOW,
        new Caller(user(number % MEMBERS), Set.of()),
        true,
        CONTENT,
        null,
        null);
  }

  static Event event(@Nullable SessionState state, Command.Write command) {
    if (DECIDER.decide(state, command, null, USAGE) instanceof Decision.Accepted(Event event)) {
      return event;
    }
    throw new IllegalStateException("a benchmark's command is refused");
  }

  private static UserId user(int number) {
    return new UserId("user-" + number);
  }
}
