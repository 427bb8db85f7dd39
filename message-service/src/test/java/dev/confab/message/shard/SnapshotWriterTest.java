package dev.confab.message.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.confab.schema.log.FilterState;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class SnapshotWriterTest {
  private static final Checkpoint FIRST = new Checkpoint(1, 1, FilterState.START);
  private static final Checkpoint SECOND = new Checkpoint(2, 2, FilterState.START);

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
  private final AtomicInteger written = new AtomicInteger();
  private final SnapshotWriter writer =
      new SnapshotWriter(
          producer, new ShardRecords(0, 1), "epoch", new Ear(), Thread::startVirtualThread);

  private final class Ear implements ShardLog.Listener {
    @Override
    public void appended(long n) {
      throw new IllegalStateException("nothing is appended");
    }

    @Override
    public void appendFailed(String reason) {
      throw new IllegalStateException("nothing is appended");
    }

    @Override
    public void snapshotWritten() {
      // Whoever hears of it may begin the next.
      assertThat(writer.isIdle()).isTrue();
      written.incrementAndGet();
    }

    @Override
    public void snapshotFailed(RuntimeException failure) {
      failures.add(failure);
    }
  }

  @Test
  void writesInTheBackgroundAndOneBehindTheOther() {
    writer.fence();
    slow = true;
    writer.write(List.of(), FIRST);
    assertThat(producer.commitCount()).isZero();

    assertThat(writer.isIdle()).isFalse();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> writer.write(List.of(), SECOND));

    hold.countDown();
    await().until(() -> written.get() == 1);
    writer.write(List.of(), SECOND);
    await().until(() -> written.get() == 2);

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
            new Ear(),
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

    await().until(writer::isIdle);
    assertThat(failures).isEmpty();
    assertThat(written).hasValue(0);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
