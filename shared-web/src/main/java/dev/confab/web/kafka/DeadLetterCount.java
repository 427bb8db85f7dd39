package dev.confab.web.kafka;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.LongSupplier;

/// `confab.dead.letters`: what went to `chat.dead-letters`, by who could not use it.
public final class DeadLetterCount {
  private DeadLetterCount() {}

  public static void bind(MeterRegistry registry, String reader, LongSupplier ever) {
    FunctionCounter.builder("confab.dead.letters", ever, LongSupplier::getAsLong)
        .description("Records that went to chat.dead-letters")
        .tag("reader", reader)
        .register(registry);
  }
}
