package dev.confab.message.shard;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.message.domain.Evolution;
import dev.confab.message.domain.KeptWrite;
import dev.confab.message.domain.SessionSnapshot;
import dev.confab.message.domain.SessionState;
import dev.confab.schema.codec.Json;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.log.FilterState;
import dev.confab.schema.log.LogFilter;
import dev.confab.schema.log.LogFilter.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// A reader that has read the whole log from its first record, with the product's filter: what it
/// accepted is what happened.
final class Truth {
  final List<Entry> accepted = new ArrayList<>();
  private final World world;
  private final BooleanSupplier dropsByRegistry;
  private final LogFilter filter = new LogFilter(FilterState.START);
  private final Map<SessionId, SessionState> before;
  private long next;

  /// `dropsByRegistry`: whether it also drops what is below the registry's highest claim, as no
  /// view may.
  Truth(World world, BooleanSupplier dropsByRegistry) {
    this.world = world;
    this.dropsByRegistry = dropsByRegistry;
    this.before = new HashMap<>(world.sessions);
  }

  void readOne() {
    if (next < world.eventsEnd()) {
      Entry entry = world.read(next++);
      boolean dropped =
          dropsByRegistry.getAsBoolean()
              && entry.position() != null
              && entry.position().term() < world.highestClaim();
      if (!dropped && filter.judge(entry.position()) == Verdict.ACCEPTED) {
        accepted.add(entry);
      }
    }
  }

  void readAll() {
    while (next < world.eventsEnd()) {
      readOne();
    }
  }

  List<Entry> events() {
    return accepted.stream().filter(Entry::isEvent).toList();
  }

  List<Long> offsets() {
    return accepted.stream().map(Entry::offset).toList();
  }

  /// Whether the command became an event.
  boolean tookPlace(long command) {
    return events().stream().anyMatch(entry -> entry.commandOffset() == command);
  }

  boolean hasEvent(SessionId session, long seq) {
    return events().stream()
        .map(Entry::event)
        .anyMatch(event -> event.sessionId().equals(session) && event.seq() == seq);
  }

  /// The sessions as the accepted records make them, comparable.
  Map<String, String> fold() {
    Map<SessionId, SessionState> states = new HashMap<>(before);
    for (Entry entry : accepted) {
      KeptWrite kept = entry.kept();
      if (entry.isEvent()) {
        Event event = entry.event();
        states.put(
            event.sessionId(),
            Evolution.evolve(states.get(event.sessionId()), event, entry.bodyHash()));
      } else if (kept != null) {
        states.put(kept.sessionId(), Evolution.keep(states.get(kept.sessionId()), kept));
      }
    }
    return describe(states);
  }

  static Map<String, String> describe(Map<SessionId, SessionState> states) {
    Map<String, String> described = new TreeMap<>();
    states.forEach((id, state) ->
        described.put(id.value(), new String(Json.encode(SessionSnapshot.of(state)), UTF_8)));
    return described;
  }
}
