package dev.confab.message.shard;

import dev.confab.message.domain.SessionState;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.log.LogPosition;
import dev.confab.schema.reply.Reply;
import dev.confab.schema.signal.Signal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// One producer's sight of the {@link World}: what it sends waits here until somebody lets it land
/// or fail.
class SimulatedLog implements ShardLog {
  /// Sent to the events. `failed`: the owner has been told so, and it may still land.
  static final class InFlight {
    final Append append;
    boolean failed;

    InFlight(Append append) {
      this.append = append;
    }
  }

  /// What the owner will be told, in order: an ordinal that is durable, or -1 for a failure.
  final Deque<Long> notices = new ArrayDeque<>();

  final Deque<InFlight> events = new ArrayDeque<>();
  final Deque<World.Answer> replies = new ArrayDeque<>();

  /// Why events were kept from the log.
  final List<String> unsound = new ArrayList<>();

  private final World world;
  private int epoch;
  private boolean cutInSnapshot;

  SimulatedLog(World world) {
    this.world = world;
  }

  /// The next snapshot ends in the middle, as if the process died there.
  void cutNextSnapshot() {
    cutInSnapshot = true;
  }

  @Override
  public void fence() {
    epoch = ++world.fence;
  }

  @Override
  public Stored stored() {
    return new Stored(new HashMap<>(world.sessions), world.checkpoint);
  }

  @Override
  public @Nullable Checkpoint newestCheckpoint() {
    return world.checkpoint;
  }

  @Override
  public long eventsStart() {
    return world.eventsStart;
  }

  @Override
  public long eventsEnd() {
    return world.eventsEnd();
  }

  @Override
  public long readEvents(long from, Consumer<Entry> reader) {
    if (from < world.eventsStart && world.holds(Rule.R15_REFUSE_HOLES)) {
      throw new KafkaException("offset out of range");
    }
    long end = world.eventsEnd();
    for (long offset = Math.max(from, world.eventsStart); offset < end; offset++) {
      reader.accept(world.read(offset));
    }
    return end;
  }

  @Override
  public long commandsFrom(long wanted) {
    return wanted;
  }

  @Override
  public long repeatedCommandsBefore() {
    return 0;
  }

  @Override
  public Map<SessionId, Long> snapshotSeqs() {
    return Map.of();
  }

  @Override
  public void endOpening() {
    // Nothing is held for it.
  }

  @Override
  public boolean takesSnapshot() {
    return true;
  }

  @Override
  public void close() {
    // What it sent may land or not.
  }

  @Override
  public long highestClaim() {
    return world.highestClaim();
  }

  @Override
  public void claim(long term, String owner) {
    world.claim(term, owner);
  }

  @Override
  public void declareOpened(long term, String owner, long markerOffset) {
    // The claim says all that a simulated reader asks.
  }

  @Override
  public void markReplies(long term, String owner) {
    world.replies.add(new World.Answer(new LogPosition(term, owner, 0, 0, true), null, null));
  }

  @Override
  public void markEvents(long term, String owner) {
    world.landMarker(term, owner);
  }

  @Override
  public void append(Append record) {
    events.add(new InFlight(record));
  }

  @Override
  public void reply(LogPosition position, String origin, Reply reply) {
    replies.add(new World.Answer(position, origin, reply));
  }

  @Override
  public void signal(Signal signal) {
    // Nobody depends on signals.
  }

  @Override
  public void unsound(Asked.Sound asked, String reason) {
    unsound.add(reason);
  }

  @Override
  public void bury(Asked.Garbage garbage) {
    throw new IllegalStateException("simulated commands are sound");
  }

  @Override
  public void bury(Asked.Sound asked, RuntimeException failure) {
    throw failure;
  }

  @Override
  public void snapshot(Collection<SessionState> states, Checkpoint checkpoint) {
    if (world.holds(Rule.R4_FENCE) && epoch != world.fence) {
      throw new KafkaException("fenced");
    }
    List<SessionState> written = new ArrayList<>(states);
    boolean cut = cutInSnapshot;
    cutInSnapshot = false;
    if (cut && world.holds(Rule.R14_ATOMIC)) {
      throw new KafkaException("aborted");
    }
    written.forEach(state -> world.sessions.put(state.id(), state));
    if (cut) {
      throw new KafkaException("died between states and checkpoint");
    }
    world.checkpoint = checkpoint;
  }

  /// The oldest record lands; the owner hears of it unless it was told of a failure before.
  void landEvent() {
    InFlight head = events.remove();
    world.land(head.append);
    if (!head.failed) {
      notices.add(head.append.position().n());
    }
  }

  /// A younger record lands before the oldest: no idempotent producer does that.
  void landEventOutOfOrder() {
    InFlight overtaken = events.remove();
    if (!events.isEmpty()) {
      landEvent();
    }
    events.addFirst(overtaken);
  }

  /// The owner is told that the oldest record failed; it may land all the same.
  void failEvent() {
    InFlight head = events.element();
    if (!head.failed) {
      head.failed = true;
      notices.add(-1L);
    }
  }

  /// The oldest record never lands; if the owner has not been told of a failure yet, it is now.
  void loseEvent() {
    failEvent();
    events.remove();
  }

  void landReply() {
    world.replies.add(replies.remove());
  }
}
