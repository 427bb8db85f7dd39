package dev.confab.message.shard;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens a shard, one awaited step after the other; their order is what keeps paused and late
/// owners harmless.
///
/// Each {@link #advance} does one step. Trouble with Kafka is thrown and ends the opening: begin a
/// new one. A log that contradicts its snapshots is a {@link ShardFault}. Not thread-safe.
class ShardOpening {
  private static final Logger LOG = LoggerFactory.getLogger(ShardOpening.class);

  /// The step that comes next.
  enum Step {
    FENCE,
    READ_SNAPSHOTS,
    READ_EVENTS,
    CHOOSE_TERM,
    CLAIM,
    MARK_REPLIES,
    MARK_EVENTS,
    READ_BACK,
    DECLARE,
    OPEN
  }

  final ShardLog log;
  private final Supplier<String> owners;
  private Step step = Step.FENCE;
  private String owner = "";
  private long term;
  private long markerOffset = -1;
  private @Nullable ShardView view;

  /// `owners` makes the UUID of an opening: a new one each time.
  ShardOpening(ShardLog log, Supplier<String> owners) {
    this.log = log;
    this.owners = owners;
  }

  /// A shard that is open: what it starts from.
  record Opened(long term, String owner, ShardView view) {}

  Opened open() {
    while (step != Step.OPEN) {
      advance();
    }
    return opened();
  }

  Opened opened() {
    return new Opened(term, owner, view());
  }

  Step step() {
    return step;
  }

  void advance() {
    step =
        switch (step) {
          case FENCE -> {
            owner = owners.get();
            fence();
            yield Step.READ_SNAPSHOTS;
          }
          case READ_SNAPSHOTS -> {
            view = new ShardView(log.stored());
            checkRange();
            yield Step.READ_EVENTS;
          }
          case READ_EVENTS -> {
            log.readEvents(view().nextOffset(), view()::apply);
            yield Step.CHOOSE_TERM;
          }
          case CHOOSE_TERM -> {
            term = newTerm();
            yield Step.CLAIM;
          }
          case CLAIM -> {
            log.claim(term, owner);
            yield Step.MARK_REPLIES;
          }
          case MARK_REPLIES -> {
            markReplies();
            yield Step.MARK_EVENTS;
          }
          case MARK_EVENTS -> {
            log.markEvents(term, owner);
            yield Step.READ_BACK;
          }
          case READ_BACK -> readBack() ? Step.DECLARE : lost();
          case DECLARE -> {
            log.declareOpened(term, owner, markerOffset);
            yield Step.OPEN;
          }
          case OPEN -> Step.OPEN;
        };
  }

  void fence() {
    log.fence();
  }

  void markReplies() {
    log.markReplies(term, owner);
  }

  /// Higher than every term that anybody can know of: the log alone forgets.
  long newTerm() {
    return 1 + Math.max(log.highestClaim(), view().highestTerm());
  }

  final long term() {
    return term;
  }

  final ShardView view() {
    if (view == null) {
      throw new IllegalStateException("nothing is read before the snapshots are");
    }
    return view;
  }

  /// The log must reach from the checkpoint on: sessions that were decided over a hole would be
  /// wrong for ever.
  void checkRange() {
    long start = log.eventsStart();
    long end = log.eventsEnd();
    long from = view().nextOffset();
    if (from < start) {
      throw new ShardFault(
          "the snapshots cover events below offset %d, but the log starts at %d: rebuild the shard from the archive"
              .formatted(from, start));
    }
    if (from > end) {
      throw new ShardFault(
          "the snapshots cover events below offset %d, but the log ends at %d: the log was lost"
              .formatted(from, end));
    }
  }

  /// Reads up to the own marker; false if somebody else's opening came between.
  boolean readBack() {
    boolean[] contested = {false};
    markerOffset = -1;
    log.readEvents(view().nextOffset(), entry -> readBack(entry, contested));
    if (markerOffset < 0) {
      throw new ShardFault("the marker of this opening is not in the log");
    }
    Checkpoint newest = log.newestCheckpoint();
    boolean overtaken =
        newest != null
            && (newest.filter().term() >= term || newest.eventsBefore() > markerOffset + 1);
    return !contested[0] && !overtaken;
  }

  private void readBack(Entry entry, boolean[] contested) {
    if (markerOffset >= 0) {
      return;
    }
    boolean own = entry.isMarkerOf(owner);
    if (entry.position() != null && entry.position().marker() && !own) {
      contested[0] |= entry.position().term() >= term;
    }
    view().apply(entry);
    if (own) {
      markerOffset = entry.offset();
    }
  }

  private Step lost() {
    LOG.debug("lost the race for term {}: opening again", term);
    return Step.FENCE;
  }
}
