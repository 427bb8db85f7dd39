package dev.confab.message.shard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.message.domain.BodyHash;
import dev.confab.message.domain.Decider;
import dev.confab.message.domain.Decision;
import dev.confab.message.domain.Evolution;
import dev.confab.message.domain.KeptWrite;
import dev.confab.message.domain.Quota;
import dev.confab.message.domain.Remembered;
import dev.confab.message.domain.SessionState;
import dev.confab.message.domain.Usage;
import dev.confab.schema.codec.Json;
import dev.confab.schema.command.Command;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.limit.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What ought to have happened in a world: its commands in order, decided by nobody but the rules.
final class Model {
  private Model() {}

  /// Each event with its command's offset.
  static List<String> decided(World world) {
    Usage usage = new Usage(List.of());
    Decider decider = new Decider(Limits.DEFAULT, Quota.NONE);
    Map<SessionId, SessionState> states = new HashMap<>();
    List<String> happened = new ArrayList<>();
    for (Asked.Sound asked : world.commands) {
      if (asked.command() instanceof Command.Write write) {
        SessionState state = states.get(write.sessionId());
        Decision decision = decider.decide(state, write, null, usage);
        if (decision instanceof Decision.Accepted(Event event)) {
          states.put(event.sessionId(), Evolution.evolve(state, event, BodyHash.of(write)));
          happened.add(line(asked.offset(), event));
        } else if (state != null && decision instanceof Decision.Unchanged) {
          states.put(state.id(), Evolution.keep(state, kept(write, state)));
        }
      }
    }
    return happened;
  }

  /// The same of what stands in the log.
  static List<String> seen(Truth truth) {
    return truth.events().stream()
        .map(entry -> line(entry.commandOffset(), entry.event()))
        .toList();
  }

  /// One event for a command at most, and seqs without holes; session Z began with 5 events.
  static void checkOrder(Truth truth) {
    Set<Long> taken = new HashSet<>();
    Map<SessionId, Long> seqs = new HashMap<>();
    for (Entry entry : truth.events()) {
      assertThat(taken.add(entry.commandOffset())).as("one event per command").isTrue();
      Event event = entry.event();
      long before =
          seqs.getOrDefault(event.sessionId(), event.sessionId().value().equals("Z") ? 5L : 0L);
      assertThat(event.seq()).as("seqs have no holes").isEqualTo(before + 1);
      seqs.put(event.sessionId(), event.seq());
    }
  }

  private static String line(long command, Event event) {
    return command + " " + new String(Json.encode(event), UTF_8);
  }

  private static KeptWrite kept(Command.Write write, SessionState state) {
    return new KeptWrite(
        state.id(),
        write.actor().userId(),
        new Remembered(write.commandId(), state.lastSeq(), write.at(), BodyHash.of(write)));
  }
}
