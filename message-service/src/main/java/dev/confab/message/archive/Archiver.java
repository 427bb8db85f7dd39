package dev.confab.message.archive;

import dev.confab.web.kafka.KafkaConnection;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Copies `chat.events` to PostgreSQL, on a thread of its own, for as long as the service runs.
///
/// Whatever is down, it waits and goes on where it was; it never skips a record. While PostgreSQL
/// is down it stays in its group with every shard closed. A failure that it does not know is
/// treated like an outage too: said once with its stack, shown by health, tried again.
final class Archiver implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Archiver.class);
  private static final Duration GRACE = Duration.ofMillis(1_200);
  private static final Duration LAST = Duration.ofMillis(600);

  private final KafkaConnection kafka;
  private final ArchiveSchema schema;
  private final ArchiveWriter writer;
  private final ArchiveStatus status;
  private final ArchiveProperties properties;

  private volatile boolean running;
  private volatile @Nullable EventConsumer consumer;
  private @Nullable Thread thread;

  Archiver(
      KafkaConnection kafka,
      ArchiveSchema schema,
      ArchiveWriter writer,
      ArchiveStatus status,
      ArchiveProperties properties) {
    this.kafka = kafka;
    this.schema = schema;
    this.writer = writer;
    this.status = status;
    this.properties = properties;
  }

  /// On a virtual thread because an interrupt frees that from any read of a socket, which a stop
  /// within two seconds needs when PostgreSQL hangs.
  @Override
  public synchronized void start() {
    if (!running) {
      running = true;
      thread = Thread.ofVirtual().name("archiver").start(this::run);
    }
  }

  @Override
  public synchronized void stop() {
    Thread stopping = thread;
    if (!running || stopping == null) {
      return;
    }
    running = false;
    try {
      EventConsumer open = consumer;
      if (open != null) {
        open.wakeUp();
      }
      if (!stopping.join(GRACE)) {
        stopping.interrupt();
        if (!stopping.join(LAST)) {
          log.warn("The archiver did not stop in time; what it does now is rolled back or fenced.");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    Backoff backoff = new Backoff(properties.longestPause());
    while (running) {
      try (EventConsumer opened = new EventConsumer(kafka, properties.batchRecords());
          DeadLetters deadLetters = new DeadLetters(kafka)) {
        consumer = opened;
        follow(opened, deadLetters, backoff);
      } catch (RuntimeException e) {
        waitAfter(e, backoff);
      } finally {
        consumer = null;
      }
    }
    status.stopped();
  }

  private void follow(EventConsumer opened, DeadLetters deadLetters, Backoff backoff) {
    ArchiveRun archive =
        new ArchiveRun(
            opened, writer, deadLetters, status, properties.faultPause(), properties.lookPause());
    while (running) {
      try {
        schema.migrate();
        archive.step();
        backoff.reset();
        if (archive.isSettled()) {
          status.works();
        }
      } catch (RuntimeException e) {
        if (!running || needsNewConsumer(e)) {
          throw e;
        }
        status.outage(kind(e), e);
        opened.closeAll();
        opened.idle(backoff.next());
      }
    }
  }

  /// Kafka's clients are of no use any more after most of their exceptions.
  private static boolean needsNewConsumer(RuntimeException e) {
    return e instanceof KafkaException && !(e instanceof RetriableException);
  }

  private void waitAfter(RuntimeException e, Backoff backoff) {
    if (!running) {
      return;
    }
    status.outage(kind(e), e);
    try {
      Thread.sleep(backoff.next());
    } catch (InterruptedException interrupted) {
      // Only stop() interrupts; the loop sees that it is no longer running.
      Thread.currentThread().interrupt();
    }
  }

  private static Outage kind(RuntimeException e) {
    if (e instanceof KafkaException) {
      return Outage.KAFKA;
    }
    boolean database =
        e instanceof DataAccessException
            || e instanceof TransactionException
            || e instanceof FlywayException;
    return database ? Outage.POSTGRESQL : Outage.UNKNOWN;
  }
}
