package dev.confab.message.shard;

import dev.confab.message.domain.ArchiveQuestion;
import dev.confab.message.domain.Decider;
import dev.confab.message.domain.Lookup;
import dev.confab.message.domain.Precedents;
import dev.confab.schema.id.SessionId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One shard in one process, from the first wish to open it until it is let go: opens it step by
/// step, feeds it, snapshots it, and asks to open it again whenever it has closed. Nothing keeps it
/// closed for good: whatever it was, it is tried again, later and later.
///
/// It does nothing by itself, only what a message says; each step of an opening is one, so that a
/// stop ends it. Not thread-safe but for {@link #status}, {@link #hasRoom} and {@link #tick}.
class ShardLife {
  private static final Logger LOG = LoggerFactory.getLogger(ShardLife.class);
  private static final Duration DRAIN = Duration.ofSeconds(1);

  /// A claim is followed by its marker within milliseconds.
  private static final Duration CLAIM_PATIENCE = Duration.ofSeconds(3);

  /// For which commands whose events were lost wait for an archive that may never have them.
  private static final Duration ARCHIVE_PATIENCE = Duration.ofMinutes(1);

  /// What the shards of one process share.
  ///
  /// @param owners makes the UUID of an opening: a new one each time
  /// @param nanoTime a clock as `System.nanoTime`
  record Surroundings(
      Logs logs,
      Decider decider,
      Function<ArchiveQuestion, Lookup> archive,
      Precedents.Archive past,
      Duration snapshotEvery,
      Duration gatewaySilence,
      int shards,
      String epoch,
      Supplier<String> owners,
      LongSupplier nanoTime,
      ShardMetrics metrics) {}

  /// Makes an opening's sight of Kafka.
  interface Logs {
    ShardLog log(int shard, ShardLog.Listener listener);
  }

  /// The life's word to those who read for it; may be called on any thread.
  interface Readers {
    /// Commands are wanted from `commandsFrom` on, events from `eventsFrom` on; both marked with
    /// the life's `opening`.
    void start(long opening, long commandsFrom, long eventsFrom);

    /// The shard has closed and wants to be opened again, once it is sure that this process owns it
    /// still.
    void closed();
  }

  private final int number;
  private final Surroundings with;
  private final Readers readers;
  private final Mailbox mailbox;
  private final Retries retries = new Retries();
  private final Deque<ShardMessage.Commands> waiting = new ArrayDeque<>();
  private volatile ShardStatus status = ShardStatus.closed("not opened yet");
  private volatile boolean full;
  private volatile long nextSnapshot;
  private volatile boolean timed;
  private long opening;
  private long began;
  private @Nullable ShardOpening steps;
  private @Nullable ShardLog log;
  private @Nullable Shard shard;
  private @Nullable Leaving leaving;
  private Appends appends = new Appends(() -> {});

  /// When the archive was away last, or the life began.
  private long patientSince;

  /// What a stop waits for next.
  private enum Leaving {
    QUIET,
    LAST_SNAPSHOT
  }

  ShardLife(int number, Surroundings with, Readers readers, Mailbox mailbox) {
    this.number = number;
    this.with = with;
    this.readers = readers;
    this.mailbox = mailbox;
    this.patientSince = now();
  }

  ShardStatus status() {
    return status;
  }

  /// Whether commands that come now would be decided at once.
  boolean hasRoom() {
    return !full;
  }

  /// Called every now and then by any thread: a timed wait for each message would cost more than
  /// the message.
  void tick() {
    if (timed && now() - nextSnapshot >= 0) {
      timed = false;
      mailbox.post(new ShardMessage.Tick());
    }
  }

  /// Returns whether it goes on. Throws nothing.
  boolean handle(ShardMessage message) {
    if (message instanceof ShardMessage.Hurry) {
      return end();
    }
    try {
      hear();
      boolean goesOn = take(message);
      decideWaiting();
      hear();
      snapshotIfDue();
      Shard current = shard;
      if (current != null && !current.isOpen()) {
        closed(String.valueOf(current.closedBecause()));
      }
      return goesOn && (leaving == null || goOnLeaving());
    } catch (ShardFault e) {
      failed(e, true);
    } catch (Precedents.UnavailableException e) {
      if (e.getCause() != null) {
        patientSince = now();
      }
      failed(e, false);
    } catch (KafkaException e) {
      failed(e, false);
    } catch (RuntimeException e) {
      // A bug. What it was may have passed.
      failed(e, true);
    }
    return leaving == null || end();
  }

  private boolean take(ShardMessage message) {
    switch (message) {
      case ShardMessage.Open open -> begin();
      case ShardMessage.Advance advance -> advance(advance.opening());
      case ShardMessage.Commands commands -> waiting.add(commands);
      case ShardMessage.Events events when events.opening() == opening && shard != null ->
          shard.tail(events.entries());
      case ShardMessage.AppendFailed failed when failed.opening() == opening && shard != null ->
          shard.appendFailed(failed.reason());
      case ShardMessage.Unreadable lost when lost.opening() == opening && shard != null ->
          shard.close(lost.reason());
      case ShardMessage.SnapshotFailed failed when failed.opening() == opening && shard != null ->
          throw failed.failure();
      case ShardMessage.Claimed claimed when shard != null && claimed.term() > shard.term() ->
          watch(claimed.term());
      case ShardMessage.CheckClaim check when check.opening() == opening && shard != null ->
          // Who claimed it may have died between its markers: then nobody hears this shard any
          // more.
          shard.close("term %d was claimed and never opened".formatted(check.term()));
      case ShardMessage.Retry retry when retry.opening() == opening && shard == null ->
          readers.closed();
      case ShardMessage.Stop stop -> {
        return leave();
      }
      case ShardMessage.Tick tick -> timed = shard != null;
      case ShardMessage.Events stale -> {}
      case ShardMessage.Appended appended -> {}
      case ShardMessage.AppendFailed stale -> {}
      case ShardMessage.Unreadable stale -> {}
      case ShardMessage.SnapshotWritten written -> {}
      case ShardMessage.SnapshotFailed stale -> {}
      case ShardMessage.Claimed own -> {}
      case ShardMessage.CheckClaim stale -> {}
      case ShardMessage.Retry stale -> {}
      case ShardMessage.Hurry hurry -> throw new IllegalStateException("handled before");
    }
    return true;
  }

  void watch(long claimed) {
    mailbox.postLater(new ShardMessage.CheckClaim(opening, claimed), CLAIM_PATIENCE);
  }

  private void hear() {
    if (shard != null) {
      Shard current = shard;
      appends.tell(current::appendedUpTo, () -> full || current.isAwaitingAppends());
    }
  }

  /// Commands wait here while too much of what was made of earlier ones is not durable yet.
  private void decideWaiting() {
    while (!waiting.isEmpty() && (shard == null || leaving != null || shard.hasRoom())) {
      ShardMessage.Commands commands = waiting.remove();
      if (shard != null && leaving == null && commands.opening() == opening) {
        shard.process(commands.batch(), now());
      }
    }
    full = !waiting.isEmpty();
  }

  private void begin() {
    if (leaving != null) {
      return;
    }
    letGo();
    opening++;
    began = now();
    if (!status.faulty()) {
      status = ShardStatus.closed("opening");
    }
    appends = new Appends(() -> mailbox.post(new ShardMessage.Appended()));
    log = with.logs().log(number, new Ear(opening, appends));
    steps = new ShardOpening(log, with.owners());
    mailbox.post(new ShardMessage.Advance(opening));
  }

  private void advance(long of) {
    if (of != opening || steps == null || log == null || leaving != null) {
      return;
    }
    steps.advance();
    if (steps.step() == ShardOpening.Step.OPEN) {
      opened(steps.opened(), log);
    } else {
      mailbox.post(new ShardMessage.Advance(opening));
    }
  }

  private void opened(ShardOpening.Opened opened, ShardLog open) {
    steps = null;
    long commandsFrom = open.commandsFrom(opened.view().nextCommand());
    long repeatedBefore = open.repeatedCommandsBefore();
    if (repeatedBefore > 0) {
      tellLosses(open.snapshotSeqs());
    }
    open.endOpening();
    shard = running(open, opened, new Precedents(repeatedBefore, with.past(), this::isPatient));
    // Shards open together; their snapshots had better not come together.
    planSnapshot(with.snapshotEvery().toNanos() * (number + 1) / with.shards());
    readers.start(opening, commandsFrom, opened.view().nextOffset());
    status = ShardStatus.open(opened.term());
    Duration took = Duration.ofNanos(now() - began);
    with.metrics().opened(took);
    LOG.info(
        "shard {} open: term {}, {} sessions, {} ms",
        number,
        opened.term(),
        opened.view().sessions().size(),
        took.toMillis());
  }

  Shard running(ShardLog open, ShardOpening.Opened opened, Precedents precedents) {
    return new Shard(open, opened, with.decider(), with.archive(), precedents, with.epoch());
  }

  private boolean isPatient() {
    return now() - patientSince < ARCHIVE_PATIENCE.toNanos();
  }

  /// What a snapshot holds and the archive had not got yet is in no log and in no table any more.
  private void tellLosses(Map<SessionId, Long> snapshots) {
    Map<SessionId, Long> archived = with.past().lastSeqs(snapshots.keySet());
    snapshots.forEach((id, last) -> {
      long known = archived.getOrDefault(id, 0L);
      if (known < last) {
        LOG.atError()
            .addKeyValue("session", id.value())
            .addKeyValue("seq", known + 1)
            .log(
                "session {}: events {} to {} were lost with the log, before they were archived",
                id,
                known + 1,
                last);
      }
    });
  }

  private void snapshotIfDue() {
    if (shard == null || log == null || leaving != null || now() - nextSnapshot < 0) {
      return;
    }
    planSnapshot(with.snapshotEvery().toNanos());
    if (log.takesSnapshot()) {
      shard.snapshot();
    }
    shard.expire(now(), with.gatewaySilence().toNanos());
    retries.wentWell(now() - began);
  }

  private void planSnapshot(long in) {
    nextSnapshot = now() + in;
    timed = true;
  }

  private void closed(String reason) {
    LOG.warn("shard {} closed: {}", number, reason);
    status = ShardStatus.closed(reason);
    retryLater();
  }

  private void failed(RuntimeException failure, boolean alarming) {
    String reason = reason(failure);
    boolean told = reason.equals(status.reason()) && alarming == status.faulty();
    status = alarming ? ShardStatus.faulty(reason) : ShardStatus.closed(reason);
    if (told) {
      LOG.debug("shard {} is still closed: {}", number, reason);
    } else if (alarming) {
      LOG.error("shard {} is closed, tried again and again: {}", number, reason, failure);
    } else {
      LOG.warn("shard {} closed: {}", number, reason);
    }
    retryLater();
  }

  private static String reason(RuntimeException failure) {
    return failure instanceof ShardFault
        ? String.valueOf(failure.getMessage())
        : failure.toString();
  }

  void retryLater() {
    letGo();
    if (leaving == null) {
      mailbox.postLater(new ShardMessage.Retry(opening), retries.next());
    }
  }

  private boolean leave() {
    waiting.clear();
    leaving = Leaving.QUIET;
    mailbox.postLater(new ShardMessage.Hurry(), DRAIN);
    return true;
  }

  /// Returns whether there is still something to wait for: what was sent is in the log, then a last
  /// snapshot is, which makes the next opening short.
  private boolean goOnLeaving() {
    if (shard == null || log == null || !shard.isOpen()) {
      return end();
    }
    if (leaving == Leaving.QUIET && shard.isQuiet() && log.takesSnapshot()) {
      leaving = Leaving.LAST_SNAPSHOT;
      shard.snapshot();
    }
    return leaving == Leaving.QUIET || !log.takesSnapshot() || end();
  }

  private boolean end() {
    letGo();
    status = ShardStatus.closed("stopped");
    return false;
  }

  /// Lets go of all that it has, where it ended without being told to.
  void abandon() {
    letGo();
  }

  private void letGo() {
    shard = null;
    steps = null;
    timed = false;
    waiting.clear();
    full = false;
    ShardLog open = log;
    log = null;
    if (open != null) {
      try {
        open.close();
      } catch (KafkaException e) {
        LOG.warn("shard {}: its clients did not close: {}", number, e.toString());
      }
    }
  }

  private long now() {
    return with.nanoTime().getAsLong();
  }

  /// Hears what became of appends and snapshots, on other threads.
  private final class Ear implements ShardLog.Listener {
    private final long of;
    private final Appends appends;

    private Ear(long of, Appends appends) {
      this.of = of;
      this.appends = appends;
    }

    @Override
    public void appended(long n) {
      appends.appended(n);
    }

    @Override
    public void appendFailed(String reason) {
      mailbox.post(new ShardMessage.AppendFailed(of, reason));
    }

    @Override
    public void snapshotWritten() {
      mailbox.post(new ShardMessage.SnapshotWritten(of));
    }

    @Override
    public void snapshotFailed(RuntimeException failure) {
      mailbox.post(new ShardMessage.SnapshotFailed(of, failure));
    }
  }
}
