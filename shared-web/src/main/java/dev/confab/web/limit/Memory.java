package dev.confab.web.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.util.unit.DataSize;

/// The budgets of all kinds of bytes that callers can make this process hold. Together they are
/// less than the heap, so that no mix of requests ends the process. Shown as `confab.memory.held`
/// and `confab.memory.total` in bytes, and `confab.memory.refused`, by `kind`. Thread-safe.
public final class Memory {
  /// The kinds, each with its share of the largest heap in percent where none is configured: 58 in
  /// all, since what is held costs about half as much again in objects around it.
  public enum Kind {
    PARTIAL_MESSAGES(4),
    BODIES(10),
    QUEUES(15),
    RINGS(8),
    PAGES(7),
    ANSWERS(6),
    RESUMES(8);

    private final int percent;

    Kind(int percent) {
      this.percent = percent;
    }
  }

  private final Map<Kind, ByteBudget> budgets = new EnumMap<>(Kind.class);

  /// @param heap the largest heap, in bytes
  public Memory(MemoryProperties properties, long heap, MeterRegistry registry) {
    for (Kind kind : Kind.values()) {
      DataSize configured = properties.of(kind);
      long total = configured == null ? heap / 100 * kind.percent : configured.toBytes();
      budgets.put(kind, budget(kind.name().toLowerCase(Locale.ROOT), total, registry));
    }
  }

  public ByteBudget of(Kind kind) {
    ByteBudget budget = budgets.get(kind);
    if (budget == null) {
      throw new IllegalStateException("no budget for " + kind);
    }
    return budget;
  }

  private static ByteBudget budget(String kind, long total, MeterRegistry registry) {
    Counter refused = registry.counter("confab.memory.refused", "kind", kind);
    ByteBudget budget = new ByteBudget(total, refused::increment);
    Gauge.builder("confab.memory.held", budget, ByteBudget::held)
        .description("What callers make this process hold")
        .baseUnit("bytes")
        .tag("kind", kind)
        .register(registry);
    Gauge.builder("confab.memory.total", budget, ByteBudget::total)
        .description("The most that callers can make it hold")
        .baseUnit("bytes")
        .tag("kind", kind)
        .register(registry);
    return budget;
  }
}
