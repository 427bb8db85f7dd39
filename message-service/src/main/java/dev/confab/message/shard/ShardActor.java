package dev.confab.message.shard;

import dev.confab.message.domain.ArchiveQuestion;
import dev.confab.message.domain.Decider;
import dev.confab.message.domain.Lookup;
import dev.confab.message.domain.Precedents;
import dev.confab.schema.id.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Runs one shard on a thread of its own: opens it when it is let, feeds it, snapshots it, and asks
/// to open it again when it has closed. All other threads only put messages into its mailbox.
final class ShardActor implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ShardActor.class);
  private static final Duration DRAIN = Duration.ofSeconds(1);
  private static final Duration LAST_SNAPSHOT = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofMillis(200);

  /// For which commands whose events were lost wait for an archive that may never have them.
  private static final Duration ARCHIVE_PATIENCE = Duration.ofMinutes(1);

  private static final Duration ARCHIVE_RETRY = Duration.ofSeconds(1);

  /// What the shards of one process share.
  record Surroundings(
      ShardClients clients,
      Decider decider,
      Function<ArchiveQuestion, Lookup> archive,
      Precedents.Archive past,
      Duration snapshotEvery,
      Duration gatewaySilence) {}

  /// The actor's word to those who read for it.
  interface Readers {
    /// Commands are wanted from `offset` on, events from `eventsFrom` on; both marked with the
    /// actor's `opening`.
    void start(int partition, long opening, long commandsFrom, long eventsFrom);

    /// The shard has closed and wants to be let open again, once this process is sure to own it
    /// still.
    void closed(int partition);
  }

  private sealed interface Message {
    record Open() implements Message {}

    record Commands(long opening, List<Asked> batch) implements Message {}

    record Events(long opening, List<Entry> entries) implements Message {}

    /// Appends that an answer waits for are durable.
    record Appended() implements Message {}

    record Failed(long opening, String reason) implements Message {}

    record SnapshotFailed(long opening, RuntimeException failure) implements Message {}

    /// Something may be due.
    record Tick() implements Message {}

    record Stop(boolean graceful) implements Message {}
  }

  private final int partition;
  private final Surroundings with;
  private final Readers readers;
  private final LinkedBlockingQueue<Message> mailbox = new LinkedBlockingQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile ShardStatus status = ShardStatus.closed("not opened yet");
  private long opening;
  private @Nullable KafkaShardLog log;
  private @Nullable Shard shard;
  private Appends appends = new Appends(() -> {});
  private volatile long nextSnapshot;
  private volatile boolean timed;

  /// When the archive was away last, or the actor began.
  private long patientSince = System.nanoTime();

  ShardActor(int partition, Surroundings with, Readers readers) {
    this.partition = partition;
    this.with = with;
    this.readers = readers;
  }

  ShardStatus status() {
    return status;
  }

  /// How much waits to be done, in messages.
  int backlog() {
    return mailbox.size();
  }

  void open() {
    mailbox.add(new Message.Open());
  }

  void commands(long forOpening, List<Asked> batch) {
    mailbox.add(new Message.Commands(forOpening, batch));
  }

  void events(long forOpening, List<Entry> entries) {
    mailbox.add(new Message.Events(forOpening, entries));
  }

  /// Called every now and then by another thread: a timed wait for each message would cost more
  /// than the message.
  void tick() {
    if (timed && System.nanoTime() - nextSnapshot >= 0) {
      timed = false;
      mailbox.add(new Message.Tick());
    }
  }

  /// Ends the actor. If `graceful`, what was sent is awaited for a second and a last snapshot is
  /// written.
  void stop(boolean graceful) {
    mailbox.add(new Message.Stop(graceful));
  }

  void awaitEnd(Duration patience) throws InterruptedException {
    if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("shard {} did not close within {}", partition, patience);
    }
  }

  @Override
  public void run() {
    MDC.put("shard", Integer.toString(partition));
    try {
      boolean running = true;
      while (running) {
        running = handle(mailbox.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      status = ShardStatus.closed("stopped");
      letGo();
      ended.countDown();
    }
  }

  private boolean handle(Message message) throws InterruptedException {
    if (message instanceof Message.Stop stop) {
      if (stop.graceful()) {
        drain();
      }
      return false;
    }
    try {
      dispatch(message);
      snapshotIfDue();
      Shard current = shard;
      if (current != null && !current.isOpen()) {
        reopenLater(String.valueOf(current.closedBecause()));
      }
    } catch (ShardFault e) {
      LOG.error("shard {} stays closed: {}", partition, e.getMessage(), e);
      status = ShardStatus.faulty(String.valueOf(e.getMessage()));
      letGo();
    } catch (KafkaException e) {
      reopenLater(e.toString());
    } catch (Precedents.UnavailableException e) {
      if (e.getCause() != null) {
        patientSince = System.nanoTime();
      }
      reopenLater(String.valueOf(e.getMessage()));
      Thread.sleep(ARCHIVE_RETRY);
    } catch (RuntimeException e) {
      // A bug: deciding on could make it worse, and so could trying the same again for ever.
      LOG.error("shard {} stays closed after an error that is not foreseen", partition, e);
      status = ShardStatus.faulty(e.toString());
      letGo();
    }
    return true;
  }

  private void dispatch(Message message) {
    hear();
    switch (message) {
      case Message.Open open -> begin();
      case Message.Commands commands when commands.opening() == opening && shard != null ->
          shard.process(commands.batch(), System.nanoTime());
      case Message.Events events when events.opening() == opening && shard != null ->
          shard.tail(events.entries());
      case Message.Failed failed when failed.opening() == opening && shard != null ->
          shard.appendFailed(failed.reason());
      case Message.SnapshotFailed failed when failed.opening() == opening && shard != null ->
          throw failed.failure();
      case Message.Commands stale -> {}
      case Message.Events stale -> {}
      case Message.Failed stale -> {}
      case Message.SnapshotFailed stale -> {}
      case Message.Appended appended -> {}
      case Message.Tick tick -> timed = shard != null;
      case Message.Stop stop -> throw new IllegalStateException("handled before");
    }
    hear();
  }

  private void hear() {
    if (shard != null) {
      appends.tell(shard);
    }
  }

  private boolean isPatient() {
    return System.nanoTime() - patientSince < ARCHIVE_PATIENCE.toNanos();
  }

  private void begin() {
    letGo();
    opening++;
    status = ShardStatus.closed("opening");
    long started = System.nanoTime();
    appends = new Appends(() -> mailbox.add(new Message.Appended()));
    KafkaShardLog kafka = new KafkaShardLog(partition, with.clients(), new Ear(opening, appends));
    log = kafka;
    ShardOpening.Opened opened = new ShardOpening(kafka, () -> UUID.randomUUID().toString()).open();
    long commandsFrom = kafka.commandsFrom(opened.view().nextCommand());
    long repeatedBefore = kafka.repeatedCommandsBefore();
    if (repeatedBefore > 0) {
      tellLosses(kafka.snapshotSeqs());
    }
    kafka.closeReader();
    shard =
        new Shard(
            kafka,
            opened,
            with.decider(),
            with.archive(),
            new Precedents(repeatedBefore, with.past(), this::isPatient),
            with.clients().epoch().value());
    // Shards open together; their snapshots had better not come together.
    planSnapshot(with.snapshotEvery().toNanos() * (partition + 1) / with.clients().partitions());
    readers.start(partition, opening, commandsFrom, opened.view().nextOffset());
    status = ShardStatus.open(opened.term());
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    with.clients().metrics().opened(took);
    LOG.info(
        "shard {} open: term {}, {} sessions, {} ms",
        partition,
        opened.term(),
        opened.view().sessions().size(),
        took.toMillis());
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
    if (shard != null && log != null && System.nanoTime() - nextSnapshot >= 0) {
      planSnapshot();
      if (log.takesSnapshot()) {
        shard.snapshot();
      }
      shard.expire(System.nanoTime(), with.gatewaySilence().toNanos());
    }
  }

  private void planSnapshot() {
    planSnapshot(with.snapshotEvery().toNanos());
  }

  private void planSnapshot(long in) {
    nextSnapshot = System.nanoTime() + in;
    timed = true;
  }

  private void reopenLater(String reason) throws InterruptedException {
    LOG.warn("shard {} closed: {}", partition, reason);
    status = ShardStatus.closed(reason);
    letGo();
    Thread.sleep(RETRY);
    readers.closed(partition);
  }

  private void drain() throws InterruptedException {
    long deadline = System.nanoTime() + DRAIN.toNanos();
    try {
      while (shard != null && shard.isOpen() && !shard.isQuiet() && System.nanoTime() < deadline) {
        Message message = mailbox.poll(20, TimeUnit.MILLISECONDS);
        if (message != null && !(message instanceof Message.Commands)) {
          dispatch(message);
        }
      }
      if (shard != null && log != null) {
        log.awaitSnapshot(LAST_SNAPSHOT);
        shard.snapshot();
        log.awaitSnapshot(LAST_SNAPSHOT);
      }
    } catch (KafkaException | ShardFault e) {
      LOG.warn(
          "shard {}: no last snapshot, the next opening reads more: {}", partition, e.toString());
    }
  }

  private void letGo() {
    shard = null;
    timed = false;
    if (log != null) {
      log.close();
      log = null;
    }
  }

  /// Hears what became of appends and snapshots, on other threads.
  private final class Ear implements KafkaShardLog.Listener {
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
      mailbox.add(new Message.Failed(of, reason));
    }

    @Override
    public void snapshotFailed(RuntimeException failure) {
      mailbox.add(new Message.SnapshotFailed(of, failure));
    }
  }
}
