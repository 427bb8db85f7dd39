package dev.confab.message.shard;

import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.log.LogPosition;
import dev.confab.schema.log.TailFilter;
import dev.confab.schema.reply.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A gateway: begins in the middle, believes what the product's own filter lets through, remembers
/// what it believed.
final class MiddleReader {
  /// What one joined connection got: from which seq on, and which events in order.
  record Stream(SessionId session, long after, List<Long> seqs) {}

  final List<Entry> acked = new ArrayList<>();
  final Map<String, Reply> believed = new HashMap<>();
  final List<Stream> streams = new ArrayList<>();
  private final World world;
  private int steps;
  private long floor;
  private long nextEvent;
  private long nextReply;
  private @Nullable TailFilter<Entry> filter;

  MiddleReader(World world) {
    this.world = world;
  }

  /// The two steps of a start; then it reads.
  void start() {
    if (steps == 0 ^ !world.holds(Rule.R7_POSITION_FIRST)) {
      nextEvent = world.eventsEnd();
      nextReply = world.replies.size();
    } else {
      floor = world.highestClaim();
    }
    steps++;
    if (steps == 2) {
      filter = new TailFilter<>(floor);
    }
  }

  boolean reads() {
    return filter != null;
  }

  boolean hasEvent() {
    return nextEvent < world.eventsEnd();
  }

  boolean hasReply() {
    return nextReply < world.replies.size();
  }

  void readEvent() {
    if (filter == null || !hasEvent()) {
      return;
    }
    Entry entry = world.read(nextEvent++);
    LogPosition position = entry.position();
    if (position != null && !world.holds(Rule.R8_TRUST_WHEN_SAFE)) {
      position =
          new LogPosition(
              position.term(), position.owner(), position.n(), position.n(), position.marker());
    }
    filter.judge(position, entry).forEach(this::accept);
  }

  void readReply() {
    if (filter == null || !hasReply()) {
      return;
    }
    World.Answer answer = world.replies.get((int) nextReply++);
    boolean counts =
        filter.admits(answer.position())
            || (!world.holds(Rule.R9_FENCE_REPLIES) && answer.reply() != null);
    if (!counts || answer.reply() == null || answer.origin() == null) {
      return;
    }
    filter.hear(answer.position()).forEach(this::accept);
    believed.put(answer.origin(), answer.reply());
    if (answer.reply() instanceof Reply.Joined joined && answer.origin().startsWith(name())) {
      Stream stream = new Stream(joined.sessionId(), joined.seq(), new ArrayList<>());
      streams.add(stream);
      acked.forEach(entry -> deliver(stream, entry));
    }
  }

  /// The beginning of the origins of its own commands.
  String name() {
    return "reader" + System.identityHashCode(this) + "/";
  }

  private void accept(Entry entry) {
    acked.add(entry);
    streams.forEach(stream -> deliver(stream, entry));
  }

  private static void deliver(Stream stream, Entry entry) {
    if (entry.isEvent()) {
      Event event = entry.event();
      if (stream.session().equals(event.sessionId()) && event.seq() > stream.after()) {
        stream.seqs().add(event.seq());
      }
    }
  }
}
