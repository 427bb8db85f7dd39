package dev.confab.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.codec.Json;
import dev.confab.schema.command.Command;
import dev.confab.schema.id.GatewayId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.log.LogHeaders;
import dev.confab.schema.signal.Signal;
import dev.confab.schema.topic.Topic;
import dev.confab.schema.topic.Topics;
import dev.confab.web.trace.PacedLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.LoggerFactory;

/// Where commands go and outcomes come from.
///
/// Commands of one session reach the log in the order in which they were given. A command that is
/// not known to be in the log is {@link Outcome.Unavailable}, never an ack. Thread-safe.
public final class CommandLog implements AutoCloseable {
  private static final PacedLog log = new PacedLog(LoggerFactory.getLogger(CommandLog.class));

  private final Producer<byte[], byte[]> producer;
  private final Origin origin;
  private final Interests interests;
  private final Pending pending;
  private final long deadlineNanos;
  private final LongSupplier nanos;
  private final LogSpans spans;
  private final Bursts bursts;

  public CommandLog(
      Producer<byte[], byte[]> producer,
      GatewayId gateway,
      Interests interests,
      Pending pending,
      Duration deadline,
      LongSupplier nanos,
      LogSpans spans) {
    this.producer = producer;
    this.origin = new Origin(gateway);
    this.interests = interests;
    this.pending = pending;
    this.deadlineNanos = deadline.toNanos();
    this.nanos = nanos;
    this.spans = spans;
    this.bursts = new Bursts(nanos);
  }

  /// `whenDecided` is called exactly once, on whichever thread knows: mostly the reader's, so it
  /// must not block. It was registered before anything could answer, so that what it does comes
  /// before what the event does.
  public void send(Command command, Consumer<Outcome> whenDecided) {
    int shard = interests.shardOf(command.sessionId());
    interests.hold(shard);
    var commandRecord = recordOf(Topics.COMMANDS, command.sessionId(), shard, command);
    Consumer<Outcome> heard =
        spans.send(
            command.sessionId(),
            command.getClass().getSimpleName(),
            commandRecord.headers(),
            whenDecided);
    long number =
        pending.add(
            shard,
            nanos.getAsLong() + deadlineNanos,
            outcome -> {
              interests.release(shard);
              heard.accept(outcome);
            });
    origin.stamp(commandRecord.headers(), number);
    interests.send(shard, () -> submit(number, commandRecord));
  }

  /// Like the other, as a future.
  public CompletableFuture<Outcome> send(Command command) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    send(command, outcome::complete);
    return outcome;
  }

  /// A command that has no outcome. It keeps its place behind those sent before it.
  public void tell(Command command) {
    int shard = interests.shardOf(command.sessionId());
    var commandRecord = recordOf(Topics.COMMANDS, command.sessionId(), shard, command);
    interests.tell(shard, () -> produce(commandRecord));
  }

  public void signal(Signal signal) {
    int shard = interests.shardOf(signal.sessionId());
    produce(recordOf(Topics.SIGNALS, signal.sessionId(), shard, signal));
  }

  /// Says in the shard that this gateway lives. `whenWritten` is called once that stands in the
  /// log, on the producer's thread: it must not block.
  public void alive(int shard, Runnable whenWritten) {
    var record =
        new ProducerRecord<byte[], byte[]>(
            Topics.COMMANDS.name(), shard, null, "{}".getBytes(UTF_8));
    LogHeaders.put(record.headers(), LogHeaders.GATEWAY_ALIVE, origin.gateway());
    produce(record, whenWritten);
  }

  private void submit(long number, ProducerRecord<byte[], byte[]> commandRecord) {
    try {
      bursts.submit(() -> produce(number, commandRecord));
    } catch (KafkaException e) {
      failed(number, e);
    }
  }

  private void produce(long number, ProducerRecord<byte[], byte[]> commandRecord) {
    if (!pending.isOpen(number)) {
      return;
    }
    try {
      var _ =
          producer.send(
              commandRecord,
              (metadata, failure) -> {
                if (failure != null) {
                  failed(number, failure);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      // The latter if the producer is closed.
      failed(number, e);
    }
  }

  private void failed(long number, Exception failure) {
    log.warn("A command did not reach the log", failure);
    pending.giveUpSoon(number, nanos.getAsLong());
  }

  /// What is lost here is soft: the shard learns of it again, or nobody misses it.
  private void produce(ProducerRecord<byte[], byte[]> softRecord) {
    produce(softRecord, () -> {});
  }

  private void produce(ProducerRecord<byte[], byte[]> softRecord, Runnable whenWritten) {
    try {
      bursts.submit(() -> produceNow(softRecord, whenWritten));
    } catch (KafkaException e) {
      lost(softRecord, e);
    }
  }

  private void produceNow(ProducerRecord<byte[], byte[]> softRecord, Runnable whenWritten) {
    try {
      var _ =
          producer.send(
              softRecord,
              (metadata, failure) -> {
                if (failure == null) {
                  whenWritten.run();
                } else {
                  lost(softRecord, failure);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      lost(softRecord, e);
    }
  }

  private static void lost(ProducerRecord<byte[], byte[]> softRecord, Exception failure) {
    log.warn("A record did not reach " + softRecord.topic(), failure);
  }

  private static ProducerRecord<byte[], byte[]> recordOf(
      Topic topic, SessionId session, int shard, Object value) {
    return new ProducerRecord<>(
        topic.name(), shard, session.value().getBytes(UTF_8), Json.encode(value));
  }

  /// Hands to the producer what waits; the producer stays open.
  @Override
  public void close() {
    bursts.close();
  }
}
