package dev.confab.message.shard;

import dev.confab.message.domain.SessionState;
import dev.confab.schema.codec.DeadLetter;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.log.LogPosition;
import dev.confab.schema.reply.Reply;
import dev.confab.schema.signal.Signal;
import dev.confab.schema.topic.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One opening's sight of Kafka. Events, replies and signals share the process's producer, which
/// keeps their order; snapshots have one of their own.
final class KafkaShardLog implements ShardLog {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaShardLog.class);

  private final int partition;
  private final ShardRecords records;
  private final ShardClients clients;
  private final Listener listener;
  private final ShardSpans spans;
  private final Producer<byte[], byte[]> producer;
  private final StoredSnapshots stored;
  private @Nullable PartitionReader reader;
  private @Nullable SnapshotWriter snapshots;
  private @Nullable String openedIn;
  private Claims claims = Claims.NONE;

  /// Up to where `chat.shards` was read; -1 before that.
  private long claimsRead = -1;

  KafkaShardLog(int partition, ShardClients clients, Listener listener) {
    this.partition = partition;
    this.records = new ShardRecords(partition, clients.partitions());
    this.clients = clients;
    this.listener = listener;
    this.spans = clients.spans(partition);
    this.producer = clients.producer();
    this.stored = new StoredSnapshots(partition);
  }

  @Override
  public void fence() {
    if (snapshots != null) {
      snapshots.close();
    }
    // A producer can be fenced once only.
    snapshots =
        new SnapshotWriter(
            clients.snapshotProducer(partition),
            records,
            clients.epoch().value(),
            listener,
            clients.snapshots());
    snapshots.fence();
  }

  @Override
  public Stored stored() {
    stored.readAll(reader());
    openedIn = claims().openedIn();
    return new Stored(stored.sessions(), succession().checkpoint());
  }

  @Override
  public Map<SessionId, Long> snapshotSeqs() {
    Map<SessionId, Long> seqs = new HashMap<>();
    stored.sessions().forEach((id, state) -> seqs.put(id, state.lastSeq()));
    return seqs;
  }

  @Override
  public @Nullable Checkpoint newestCheckpoint() {
    stored.readOn(reader());
    return succession().checkpoint();
  }

  private Succession succession() {
    return new Succession(clients.epoch(), stored.checkpoint(), openedIn);
  }

  @Override
  public long eventsStart() {
    return reader().start(Topics.EVENTS, partition);
  }

  @Override
  public long eventsEnd() {
    return reader().end(Topics.EVENTS, partition);
  }

  @Override
  public long readEvents(long from, Consumer<Entry> sink) {
    return reader()
        .read(Topics.EVENTS, partition, from, record -> sink.accept(records.entry(record)));
  }

  @Override
  public long commandsFrom(long wanted) {
    long start = reader().start(Topics.COMMANDS, partition);
    long end = reader().end(Topics.COMMANDS, partition);
    if (wanted > end) {
      throw new ShardFault(
          "command %d is next, but chat.commands-%d ends at %d: it was lost"
              .formatted(wanted, partition, end));
    }
    if (start > wanted && succession().repeats()) {
      throw new ShardFault(
          "events from command %d on were lost, but chat.commands-%d starts at %d: they can't be had again"
              .formatted(wanted, partition, start));
    }
    return Math.max(start, wanted);
  }

  @Override
  public long repeatedCommandsBefore() {
    return succession().repeats() ? reader().end(Topics.COMMANDS, partition) : 0;
  }

  @Override
  public long highestClaim() {
    return claims().highest();
  }

  private ShardRecords.Claim claim(long term, String owner, @Nullable Long markerOffset) {
    return new ShardRecords.Claim(partition, term, owner, markerOffset, clients.epoch().value());
  }

  /// What has been claimed until now; only what is new since the last time is read.
  private Claims claims() {
    long from = claimsRead < 0 ? reader().start(Topics.SHARDS, 0) : claimsRead;
    claimsRead =
        reader()
            .read(Topics.SHARDS, 0, from, record -> claims = claims.with(claim(record), partition));
    return claims;
  }

  private static ShardRecords.@Nullable Claim claim(
      ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    byte[] value = record.value();
    try {
      return value == null ? null : Json.decode(value, ShardRecords.Claim.class);
    } catch (MalformedException e) {
      throw new ShardFault("chat.shards holds what no shard wrote: " + e.getMessage());
    }
  }

  @Override
  public void claim(long term, String owner) {
    sendAndWait(records.claim(claim(term, owner, (Long) null)));
  }

  @Override
  public void declareOpened(long term, String owner, long markerOffset) {
    sendAndWait(records.claim(claim(term, owner, Long.valueOf(markerOffset))));
  }

  @Override
  public void markReplies(long term, String owner) {
    sendAndWait(records.marker(Topics.REPLIES.name(), term, owner));
  }

  @Override
  public void markEvents(long term, String owner) {
    sendAndWait(records.marker(Topics.EVENTS.name(), term, owner));
  }

  @Override
  public void append(Append append) {
    long n = append.position().n();
    if (append.event() != null) {
      clients.metrics().accepted();
    }
    var record = records.event(append);
    spans.done(append, record.headers());
    send(record, () -> listener.appended(n));
  }

  @Override
  public void reply(LogPosition position, String origin, Reply reply) {
    clients.metrics().answered(reply);
    send(records.reply(position, origin, reply), () -> {});
  }

  @Override
  public void signal(Signal signal) {
    send(records.signal(signal), () -> {});
  }

  @Override
  public void unsound(Asked.Sound asked, String reason) {
    LOG.error(
        "command {} of shard {} is refused, since its event may not go to the log: {}",
        asked.offset(),
        partition,
        reason);
    clients.metrics().unsound();
  }

  @Override
  public void bury(Asked.Garbage garbage) {
    clients.burials().bury(DeadLetter.of(garbage.record(), garbage.reason()), garbage.offset());
  }

  @Override
  public void bury(Asked.Sound asked, RuntimeException failure) {
    LOG.error(
        "command {} of shard {} can't be decided, and is refused",
        asked.offset(),
        partition,
        failure);
    clients.burials().bury(records.undecided(asked, failure), asked.offset());
  }

  @Override
  public void snapshot(Collection<SessionState> states, Checkpoint covered) {
    if (snapshots == null) {
      throw new IllegalStateException("not fenced yet");
    }
    snapshots.write(states, covered);
  }

  @Override
  public boolean takesSnapshot() {
    return snapshots != null && snapshots.isIdle();
  }

  @Override
  public void endOpening() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
    stored.clear();
  }

  @Override
  public void close() {
    try {
      endOpening();
    } finally {
      if (snapshots != null) {
        snapshots.close();
      }
    }
  }

  private PartitionReader reader() {
    if (reader == null) {
      reader = clients.reader();
    }
    return reader;
  }

  private void send(ProducerRecord<byte[], byte[]> record, Runnable done) {
    try {
      var _ =
          producer.send(
              record,
              (metadata, failure) -> {
                if (failure == null) {
                  done.run();
                } else {
                  failed(failure);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      failed(e);
    }
  }

  /// The other shards go on with the shared producer, unless it is of no use to anybody any more.
  private void failed(Exception failure) {
    discardIfBroken(failure);
    listener.appendFailed(failure.toString());
  }

  private void discardIfBroken(Throwable failure) {
    if (ShardClients.isBroken(failure)) {
      clients.discard(producer);
    }
  }

  private void sendAndWait(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw notTaken(record, e.getCause());
    } catch (KafkaException | IllegalStateException e) {
      throw notTaken(record, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  private KafkaException notTaken(
      ProducerRecord<byte[], byte[]> record, @Nullable Throwable cause) {
    if (cause != null) {
      discardIfBroken(cause);
    }
    return new KafkaException("a record for " + record.topic() + " was not taken", cause);
  }
}
