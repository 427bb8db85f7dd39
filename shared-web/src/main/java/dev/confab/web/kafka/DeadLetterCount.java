package dev.confab.web.kafka;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/// `confab.dead.letters`: what went to `chat.dead-letters`, by who could not use it.
public final class DeadLetterCount {
  private DeadLetterCount() {}

  /// `owner` knows how many there were ever. The registry does not keep it alive: it must live as
  /// long as the count shall go on.
  public static <T> void bind(
      MeterRegistry registry, String reader, T owner, ToDoubleFunction<T> ever) {
    FunctionCounter.builder("confab.dead.letters", owner, ever)
        .description("Records that went to chat.dead-letters")
        .tag("reader", reader)
        .register(registry);
  }
}
