package dev.confab.message.shard;

import dev.confab.message.domain.ArchiveQuestion;
import dev.confab.message.domain.Decider;
import dev.confab.message.domain.Lookup;
import dev.confab.message.domain.Precedents;
import dev.confab.message.domain.Quota;
import dev.confab.message.domain.SessionState;
import dev.confab.schema.command.Command;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.limit.Limits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// A process that runs the shard, step by step, with the product's own classes. With a rule removed
/// it runs a variant of them that has the opposite of that rule.
final class Owner {
  private static final Decider DECIDER = new Decider(Limits.DEFAULT, Quota.NONE);

  final World world;
  private final String name;
  private final Function<ArchiveQuestion, Lookup> archive;
  private int openings;
  private long lastTerm;
  SimulatedLog log;
  @Nullable ShardOpening opening;
  @Nullable Shard shard;
  long nextCommand;
  long nextEvent;
  boolean refused;

  Owner(World world, String name, Function<ArchiveQuestion, Lookup> archive) {
    this.world = world;
    this.name = name;
    this.archive = archive;
    this.log = new SimulatedLog(world);
  }

  /// Forgets everything in memory. Returns what its producer still held: it may land later.
  SimulatedLog crash() {
    SimulatedLog abandoned = log;
    log = new SimulatedLog(world);
    opening = null;
    shard = null;
    return abandoned;
  }

  /// One step of opening, or nothing if it is open.
  void advance() {
    if (refused || shard != null) {
      return;
    }
    if (opening == null) {
      opening = new Opening(log);
    }
    try {
      opening.advance();
    } catch (ShardFault refusal) {
      if (world.eventsStart == 0) {
        throw refusal;
      }
      refused = true;
      return;
    } catch (KafkaException trouble) {
      opening = null;
      return;
    }
    if (opening.step() == ShardOpening.Step.OPEN) {
      ShardOpening.Opened opened = opening.opened();
      lastTerm = opened.term();
      nextCommand = resume(opened.view());
      nextEvent = opened.view().nextOffset();
      shard = new Running(log, opened);
      opening = null;
    }
  }

  void openWhole() {
    while (shard == null && !refused) {
      advance();
    }
  }

  private long resume(ShardView view) {
    if (world.holds(Rule.R11_RESUME_BY_ACCEPTED)) {
      return view.nextCommand();
    }
    long highest = view.nextCommand() - 1;
    for (Entry entry : world.events) {
      highest = Math.max(highest, entry.commandOffset());
    }
    return highest + 1;
  }

  /// Takes up to `most` commands that wait, as one batch.
  void decide(int most) {
    if (shard == null) {
      return;
    }
    List<Asked> batch = new ArrayList<>();
    while (batch.size() < most && nextCommand < world.commands.size()) {
      batch.add(world.commands.get((int) nextCommand++));
    }
    shard.process(batch, 0);
  }

  /// Hears the next notice of its producer.
  void hear() {
    Long notice = log.notices.poll();
    if (notice == null || shard == null) {
      return;
    }
    if (notice > 0) {
      shard.appended(notice);
    } else if (world.holds(Rule.R10_STOP_ON_FAILURE)) {
      shard.appendFailed("simulated");
    }
  }

  /// Reads the next entry of its own log.
  void follow() {
    if (shard != null && nextEvent < world.eventsEnd()) {
      shard.tail(List.of(world.read(nextEvent++)));
    }
  }

  /// Returns false if the snapshot failed and the shard must open again.
  boolean snapshot() {
    if (shard == null) {
      return true;
    }
    try {
      shard.snapshot();
      return true;
    } catch (KafkaException e) {
      shard.close("snapshot: " + e.getMessage());
      return false;
    }
  }

  boolean isClosed() {
    return shard != null && !shard.isOpen();
  }

  /// Nothing left to do, send, hear or read.
  boolean isDone() {
    return shard != null
        && shard.isOpen()
        && nextCommand >= world.commands.size()
        && log.events.isEmpty()
        && log.replies.isEmpty()
        && log.notices.isEmpty()
        && nextEvent >= world.eventsEnd()
        && shard.isQuiet();
  }

  private final class Opening extends ShardOpening {
    Opening(SimulatedLog log) {
      super(log, () -> name + "-" + ++openings);
    }

    @Override
    void fence() {
      if (world.holds(Rule.R4_FENCE)) {
        super.fence();
      }
    }

    @Override
    void markReplies() {
      if (world.holds(Rule.R4_MARK_REPLIES)) {
        super.markReplies();
      }
    }

    @Override
    long newTerm() {
      if (!world.holds(Rule.R1_FRESH_TERM) && lastTerm > 0) {
        return lastTerm;
      }
      if (!world.holds(Rule.R2_TERM_ABOVE_ALL)) {
        long[] inLog = {0};
        log.readEvents(
            world.eventsStart,
            entry -> {
              if (entry.position() != null) {
                inLog[0] = Math.max(inLog[0], entry.position().term());
              }
            });
        return inLog[0] + 1;
      }
      return super.newTerm();
    }

    @Override
    boolean readBack() {
      boolean first = super.readBack();
      return first || !world.holds(Rule.R4_READ_BACK);
    }

    @Override
    void checkRange() {
      if (world.holds(Rule.R15_REFUSE_HOLES)) {
        super.checkRange();
      }
    }
  }

  private final class Running extends Shard {
    Running(SimulatedLog log, ShardOpening.Opened opened) {
      super(log, opened, DECIDER, archive, Precedents.NONE, "epoch");
    }

    @Override
    void superseded(long higher) {
      if (world.holds(Rule.R13_TAIL)) {
        super.superseded(higher);
      }
    }

    @Override
    boolean keeps(Command.Write unchanged) {
      return world.holds(Rule.R12_KEEP_UNCHANGED) && super.keeps(unchanged);
    }

    @Override
    long verdictUntil() {
      return world.holds(Rule.R12_PROGRESS) ? super.verdictUntil() : lastSent();
    }

    @Override
    Collection<SessionState> snapshotStates(Set<SessionId> dirty) {
      return world.holds(Rule.R14_SNAPSHOT_OF_TAIL)
          ? super.snapshotStates(dirty)
          : List.copyOf(decided.values());
    }
  }

  /// The running shard; only while there is one.
  Shard shard() {
    if (shard == null) {
      throw new IllegalStateException(name + " is not open");
    }
    return shard;
  }
}
