package dev.confab.gateway.log;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BurstsTest {
  private static final long MILLI = 1_000_000;

  private final AtomicLong now = new AtomicLong();
  private final Bursts bursts = new Bursts(now::get);
  private final ConcurrentLinkedQueue<Integer> done = new ConcurrentLinkedQueue<>();
  private int next;

  @AfterEach
  void close() {
    bursts.close();
  }

  @Test
  void runsAtOnceWhileLittleComes() {
    for (int i = 0; i < 1_000; i++) {
      now.addAndGet(3 * MILLI);
      submit();
      assertThat(done).hasSize(i + 1);
    }
  }

  @Test
  void keepsTheOrderWhereverItRuns() {
    // From much to little and back, several times.
    for (int i = 0; i < 8_000; i++) {
      now.addAndGet(i / 800 % 2 == 0 ? MILLI / 10 : 5 * MILLI);
      submit();
    }

    await().until(() -> done.size() == next);
    assertThat(List.copyOf(done)).isEqualTo(IntStream.range(0, next).boxed().collect(toList()));
  }

  @Test
  void nothingOvertakesABurstThatIsUnderWay() throws InterruptedException {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch hold = new CountDownLatch(1);
    comeFast();
    bursts.submit(() -> {
      began.countDown();
      awaitQuietly(hold);
    });
    began.await();

    // From here on little comes.
    now.addAndGet(10_000 * MILLI);
    submit();

    assertThat(done).hasSize(next - 1);
    hold.countDown();
    await().until(() -> done.size() == next);
  }

  @Test
  void gathersWhileMuchComesAndLosesNothing() {
    CountDownLatch hold = new CountDownLatch(1);
    comeFast();
    bursts.submit(() -> awaitQuietly(hold));
    int before = next;
    for (int i = 0; i < 100; i++) {
      submit();
    }
    assertThat(done).hasSizeLessThanOrEqualTo(before);

    hold.countDown();
    await().until(() -> done.size() == next);
  }

  @Test
  void goesOnBehindWorkThatFails() {
    comeFast();
    bursts.submit(() -> {
      throw new IllegalStateException("planted");
    });
    submit();

    await().until(() -> done.size() == next);
  }

  @Test
  void letsGoWhatWaitsWhenItCloses() {
    comeFast();
    submit();

    bursts.close();

    assertThat(done).hasSize(next);
    submit();
    assertThat(done).hasSize(next);
  }

  @Test
  void losesNothingThatIsSubmittedWhileItCloses() throws InterruptedException {
    for (int round = 0; round < 50; round++) {
      Bursts closing = new Bursts(now::get);
      AtomicInteger ran = new AtomicInteger();
      Thread other =
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 2_000; i++) {
                  now.addAndGet(MILLI / 10);
                  closing.submit(ran::incrementAndGet);
                }
              });
      closing.close();
      other.join();
      await().pollInterval(Duration.ofMillis(1)).untilAtomic(ran, equalTo(2_000));
    }
  }

  @Test
  void workThatHangsHoldsNobodyUp() throws InterruptedException {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch hold = new CountDownLatch(1);
    Thread hanging =
        Thread.ofPlatform()
            .start(() ->
                bursts.submit(() -> {
                  began.countDown();
                  awaitQuietly(hold);
                }));
    began.await();

    submit();

    assertThat(done).hasSize(1);
    hold.countDown();
    hanging.join();
  }

  @Test
  void refusesWhatIsTooMuchAndGoesOn() throws InterruptedException {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch hold = new CountDownLatch(1);
    comeFast();
    bursts.submit(() -> {
      began.countDown();
      awaitQuietly(hold);
    });
    began.await();

    assertThatExceptionOfType(BufferExhaustedException.class)
        .isThrownBy(() -> {
          for (int i = 0; i <= 10_000; i++) {
            bursts.submit(() -> {});
          }
        });

    hold.countDown();
    await()
        .untilAsserted(() -> {
          // The first of these still finds the queue full, perhaps.
          assertThatCode(() -> bursts.submit(() -> done.add(-1))).doesNotThrowAnyException();
          assertThat(done).endsWith(-1);
        });
  }

  /// Two windows at 10 000 a second.
  private void comeFast() {
    for (int i = 0; i < 1_000; i++) {
      now.addAndGet(MILLI / 10);
      submit();
    }
  }

  private void submit() {
    int number = next++;
    bursts.submit(() -> done.add(number));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
