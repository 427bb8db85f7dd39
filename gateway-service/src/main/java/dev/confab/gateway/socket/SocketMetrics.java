package dev.confab.gateway.socket;

import dev.confab.schema.error.CloseCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/// What is counted on sockets. `confab.gateway.closes` counts by the code that the server closed
/// with; `1000` is also what stands for clients that went on their own.
final class SocketMetrics {
  private final Counter in;
  private final Counter out;
  private final Map<CloseCode, Counter> closes = new EnumMap<>(CloseCode.class);

  SocketMetrics(MeterRegistry registry) {
    this.in = registry.counter("confab.gateway.frames", "direction", "in");
    this.out = registry.counter("confab.gateway.frames", "direction", "out");
    for (CloseCode code : CloseCode.values()) {
      closes.put(
          code, registry.counter("confab.gateway.closes", "code", Integer.toString(code.code())));
    }
  }

  void received() {
    in.increment();
  }

  void sent() {
    out.increment();
  }

  void closed(CloseCode code) {
    Counter counter = closes.get(code);
    if (counter != null) {
      counter.increment();
    }
  }
}
