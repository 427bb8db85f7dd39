package dev.confab.web.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadLetterCountTest {
  private final AtomicLong buried = new AtomicLong();

  @Test
  void goesOnAfterACollection() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    DeadLetterCount.bind(registry, "here", buried, AtomicLong::get);
    System.gc();
    buried.addAndGet(3);
    assertThat(registry.get("confab.dead.letters").tag("reader", "here").functionCounter().count())
        .isEqualTo(3);
  }
}
