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
import dev.confab.schema.reply.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What happened in a life, and whether everybody believed that.
record Outcome(World world, Truth truth, List<MiddleReader> readers) {
  /// Throws if anything else was believed.
  ///
  /// @param fickleArchive whether the archive answered as it liked: then nothing else can tell what
  ///   had to be decided
  void check(Truth view, Owner survivor, boolean fickleArchive) {
    checkEvents();
    assertThat(view.offsets()).as("a view and the log").isEqualTo(truth.offsets());
    if (survivor.shard != null) {
      assertThat(Truth.describe(survivor.shard.view.sessions()))
          .as("the owner's state")
          .isEqualTo(truth.fold());
    }
    if (!fickleArchive) {
      assertThat(seen()).as("what the model decides").isEqualTo(model());
    }
    readers.forEach(this::checkReader);
    readers.forEach(this::checkStreams);
  }

  private void checkEvents() {
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

  private List<String> seen() {
    return truth.events().stream()
        .map(entry -> entry.commandOffset() + " " + new String(Json.encode(entry.event()), UTF_8))
        .toList();
  }

  /// Every command, in order, decided by nobody but the rules.
  private List<String> model() {
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
          happened.add(asked.offset() + " " + new String(Json.encode(event), UTF_8));
        } else if (state != null && decision instanceof Decision.Unchanged) {
          states.put(state.id(), Evolution.keep(state, kept(write, state)));
        }
      }
    }
    return happened;
  }

  private static KeptWrite kept(Command.Write write, SessionState state) {
    return new KeptWrite(
        state.id(),
        write.actor().userId(),
        new Remembered(write.commandId(), state.lastSeq(), write.at(), BodyHash.of(write)));
  }

  private void checkReader(MiddleReader reader) {
    assertThat(truth.offsets())
        .as("what a reader in the middle believed")
        .containsAll(reader.acked.stream().map(Entry::offset).toList());
    reader.believed.forEach((origin, reply) -> {
      long command = Long.parseLong(origin.substring(origin.indexOf('/') + 1));
      switch (reply) {
        case Reply.Rejected rejected when !rejected.code().retryable() ->
            assertThat(truth.tookPlace(command)).as("rejected, then accepted").isFalse();
        case Reply.Rejected retryable -> {}
        case Reply.Unchanged unchanged ->
            assertThat(truth.tookPlace(command)).as("unchanged, then accepted").isFalse();
        case Reply.Repeated repeated ->
            assertThat(truth.hasEvent(repeated.sessionId(), repeated.seq()))
                .as("a repeat of what did not happen")
                .isTrue();
        case Reply.Joined joined ->
            assertThat(truth.hasEvent(joined.sessionId(), joined.seq()))
                .as("a join at a position that is not there")
                .isTrue();
        case Reply.Info info -> {}
      }
    });
  }

  private void checkStreams(MiddleReader reader) {
    for (MiddleReader.Stream stream : reader.streams) {
      for (int i = 0; i < stream.seqs().size(); i++) {
        assertThat(stream.seqs().get(i))
            .as("a joined connection's stream")
            .isEqualTo(stream.after() + 1 + i);
      }
    }
  }
}
