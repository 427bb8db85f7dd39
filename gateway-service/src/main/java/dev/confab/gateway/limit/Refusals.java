package dev.confab.gateway.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// Counts what was refused, by the limit that refused it: `confab.gateway.refused`.
public final class Refusals {
  /// The limits.
  public enum Limit {
    CONNECTIONS,
    USER_CONNECTIONS,
    ADDRESS_CONNECTIONS,
    HANDSHAKES,
    ADDRESS_HANDSHAKES,
    FRAMES,
    JOINS
  }

  private final Map<Limit, Counter> counters = new EnumMap<>(Limit.class);

  public Refusals(MeterRegistry registry) {
    for (Limit limit : Limit.values()) {
      String name = limit.name().toLowerCase(Locale.ROOT);
      counters.put(limit, registry.counter("confab.gateway.refused", "limit", name));
    }
  }

  /// What counts one more.
  public Runnable by(Limit limit) {
    Counter counter = counters.get(limit);
    return () -> {
      if (counter != null) {
        counter.increment();
      }
    };
  }
}
