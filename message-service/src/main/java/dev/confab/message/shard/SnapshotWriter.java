package dev.confab.message.shard;

import dev.confab.message.domain.SessionState;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// Writes one shard's snapshots with a transactional producer of its own, so that Kafka itself
/// shuts a former owner out. Encoding and the transaction take tens of milliseconds, so another
/// thread does them and the shard goes on deciding. Used by one thread.
final class SnapshotWriter implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;
  private final ShardRecords records;
  private final String epoch;
  private final ShardLog.Listener listener;
  private final Executor background;
  private @Nullable CompletableFuture<?> writing;
  private volatile @Nullable RuntimeException failure;
  private volatile boolean closed;

  /// `listener` is called on the background's thread.
  SnapshotWriter(
      Producer<byte[], byte[]> producer,
      ShardRecords records,
      String epoch,
      ShardLog.Listener listener,
      Executor background) {
    this.background = background;
    this.producer = producer;
    this.records = records;
    this.epoch = epoch;
    this.listener = listener;
  }

  /// Throws `KafkaException` if the producer is of no use.
  void fence() {
    producer.initTransactions();
  }

  /// Whether the snapshot before is written, or was given up.
  boolean isIdle() {
    CompletableFuture<?> last = writing;
    return last == null || last.isDone();
  }

  /// Begins to write; only if it {@link #isIdle}. Throws what made the one before fail.
  void write(Collection<SessionState> states, Checkpoint covered) {
    if (!isIdle()) {
      throw new IllegalStateException("the snapshot before is not written yet");
    }
    throwFailure();
    try {
      CompletableFuture<?> begun =
          CompletableFuture.runAsync(() -> tryCommit(states, covered), background);
      writing = begun;
      var _ = begun.thenRun(this::tell);
    } catch (RejectedExecutionException e) {
      throw new KafkaException("no snapshots are written any more", e);
    }
  }

  private void tryCommit(Collection<SessionState> states, Checkpoint covered) {
    try {
      commit(states, covered);
    } catch (RuntimeException e) {
      failure = e;
    } catch (Error e) {
      failure = new IllegalStateException("a snapshot was not written", e);
    }
  }

  private void tell() {
    RuntimeException failed = failure;
    if (closed) {
      return;
    }
    if (failed == null) {
      listener.snapshotWritten();
    } else {
      listener.snapshotFailed(failed);
    }
  }

  private void commit(Collection<SessionState> states, Checkpoint covered) {
    producer.beginTransaction();
    for (SessionState state : states) {
      // The commit throws if any of these fails.
      var _ = producer.send(records.session(state));
    }
    var _ = producer.send(records.checkpoint(new ShardRecords.StoredCheckpoint(epoch, covered)));
    producer.commitTransaction();
  }

  private void throwFailure() {
    RuntimeException failed = failure;
    if (failed != null) {
      throw failed;
    }
  }

  /// What is still being written is given up, and nobody is told.
  @Override
  public void close() {
    closed = true;
    producer.close(ShardClients.CLOSE_PATIENCE);
  }
}
