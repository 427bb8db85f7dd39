package dev.confab.message.shard;

import dev.confab.message.domain.SessionState;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/// Writes one shard's snapshots with a transactional producer of its own, so that Kafka itself
/// shuts a former owner out. Encoding and the transaction take tens of milliseconds, so another
/// thread does them and the shard goes on deciding. Used by one thread.
final class SnapshotWriter implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;
  private final ShardRecords records;
  private final String epoch;
  private final Consumer<RuntimeException> whenFailed;
  private final Executor background;
  private @Nullable CompletableFuture<?> writing;
  private volatile @Nullable RuntimeException failure;
  private volatile boolean closed;

  /// `whenFailed` is called on the background's thread.
  SnapshotWriter(
      Producer<byte[], byte[]> producer,
      ShardRecords records,
      String epoch,
      Consumer<RuntimeException> whenFailed,
      Executor background) {
    this.background = background;
    this.producer = producer;
    this.records = records;
    this.epoch = epoch;
    this.whenFailed = whenFailed;
  }

  /// Throws `KafkaException` if the producer is of no use.
  void fence() {
    producer.initTransactions();
  }

  /// Begins to write, behind the snapshot before.
  void write(Collection<SessionState> states, Checkpoint covered) {
    awaitWritten();
    writing =
        CompletableFuture.runAsync(
            () -> {
              try {
                commit(states, covered);
              } catch (RuntimeException e) {
                failed(e);
              } catch (Error e) {
                failed(new IllegalStateException("a snapshot was not written", e));
              }
            },
            background);
  }

  private void failed(RuntimeException e) {
    failure = e;
    if (!closed) {
      whenFailed.accept(e);
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

  /// Returns when the last one is in the log. Throws what made it fail.
  void awaitWritten() {
    if (writing == null) {
      return;
    }
    try {
      writing.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("failures are kept, not thrown", e);
    }
    writing = null;
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
