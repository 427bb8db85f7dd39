package dev.confab.message.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.confab.schema.log.FilterState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class SnapshotWriterTest {
  private static final Checkpoint FIRST = new Checkpoint(1, 1, FilterState.START);
  private static final Checkpoint SECOND = new Checkpoint(2, 2, FilterState.START);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CountDownLatch hold = new CountDownLatch(1);
  private volatile boolean slow;
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
        // Not as MockProducer does it: under a lock that a held commit would keep.
        @Override
        public void commitTransaction() {
          if (slow) {
            awaitQuietly(hold);
          }
          super.commitTransaction();
        }
      };
  private final ConcurrentLinkedQueue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
  private final SnapshotWriter writer =
      new SnapshotWriter(
          producer, new ShardRecords(0, 1), "epoch", failures::add, Thread::startVirtualThread);

  @Test
  void writesInTheBackgroundAndOneBehindTheOther() {
    writer.fence();
    slow = true;
    writer.write(List.of(), FIRST);
    assertThat(producer.commitCount()).isZero();

    assertThat(writer.isIdle()).isFalse();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> writer.write(List.of(), SECOND));
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> writer.awaitWritten(Duration.ZERO));

    hold.countDown();
    writer.awaitWritten(PATIENCE);
    writer.write(List.of(), SECOND);
    writer.awaitWritten(PATIENCE);

    assertThat(producer.commitCount()).isEqualTo(2);
    assertThat(producer.history()).hasSize(2);
    assertThat(failures).isEmpty();
  }

  @Test
  void aFailureIsToldAndThrownByWhatFollows() {
    writer.fence();
    producer.commitTransactionException = new ProducerFencedException("planted");

    writer.write(List.of(), FIRST);

    await().until(() -> failures.size() == 1 && writer.isIdle());
    assertThatExceptionOfType(KafkaException.class)
        .isThrownBy(() -> writer.write(List.of(), SECOND));
  }

  @Test
  void whatNobodyTakesIsKafkasTrouble() {
    SnapshotWriter late =
        new SnapshotWriter(
            producer,
            new ShardRecords(0, 1),
            "epoch",
            failures::add,
            task -> {
              throw new RejectedExecutionException("planted");
            });
    assertThatExceptionOfType(KafkaException.class).isThrownBy(() -> late.write(List.of(), FIRST));
  }

  @Test
  void nobodyIsToldOnceItIsClosed() {
    writer.fence();
    slow = true;
    producer.commitTransactionException = new ProducerFencedException("planted");
    writer.write(List.of(), FIRST);

    writer.close();
    hold.countDown();

    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> writer.awaitWritten(PATIENCE));
    assertThat(failures).isEmpty();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
