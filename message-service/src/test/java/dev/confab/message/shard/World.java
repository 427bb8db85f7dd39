package dev.confab.message.shard;

import dev.confab.message.domain.SessionState;
import dev.confab.schema.codec.Json;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.log.LogPosition;
import dev.confab.schema.reply.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One shard's Kafka, in memory: what has landed on each topic's partition. Offsets are places in
/// the lists.
final class World {
  /// A landed reply; one without an answer is a marker.
  record Answer(LogPosition position, @Nullable String origin, @Nullable Reply reply) {}

  record Claimed(long term, String owner) {}

  final Set<Rule> without;
  final List<Asked.Sound> commands = new ArrayList<>();
  final List<Entry> events = new ArrayList<>();
  final List<Answer> replies = new ArrayList<>();
  final List<Claimed> registry = new ArrayList<>();
  final Map<SessionId, SessionState> sessions = new HashMap<>();
  @Nullable Checkpoint checkpoint;
  int fence;
  long eventsStart;

  World(Set<Rule> without) {
    this.without = without;
  }

  boolean holds(Rule rule) {
    return !without.contains(rule);
  }

  long eventsEnd() {
    return events.size();
  }

  void land(ShardLog.Append append) {
    byte[] value = append.event() == null ? null : append.event().json();
    byte[] note = append.event() == null ? Json.encode(new ProgressNote(append.kept())) : null;
    events.add(
        new Entry(
            events.size(),
            append.position(),
            append.commandOffset(),
            value,
            note,
            append.bodyHash()));
  }

  void landMarker(long term, String owner) {
    events.add(
        new Entry(events.size(), new LogPosition(term, owner, 0, 0, true), -1, null, null, null));
  }

  /// The entry at `offset` as a reader meets it. Without ordinals every record of a term seems to
  /// be the next.
  Entry read(long offset) {
    Entry entry = events.get((int) offset);
    if (holds(Rule.R5_ORDINALS) || entry.position() == null || entry.position().marker()) {
      return entry;
    }
    LogPosition p = entry.position();
    long n = 1;
    for (int i = 0; i < offset; i++) {
      LogPosition other = events.get(i).position();
      if (other != null
          && !other.marker()
          && other.term() == p.term()
          && other.owner().equals(p.owner())) {
        n++;
      }
    }
    return new Entry(
        offset,
        new LogPosition(p.term(), p.owner(), n, n, false),
        entry.commandOffset(),
        entry.value(),
        entry.note(),
        entry.bodyHash());
  }

  void claim(long term, String owner) {
    if (!holds(Rule.R3_REGISTRY_BY_TERM)) {
      registry.clear();
    }
    registry.add(new Claimed(term, owner));
  }

  long highestClaim() {
    return registry.stream().mapToLong(Claimed::term).max().orElse(0);
  }
}
