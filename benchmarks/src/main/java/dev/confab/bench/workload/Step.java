package dev.confab.bench.workload;

import dev.confab.bench.machine.Cpu;

/// What one open-loop run at one rate gave. Times in milliseconds.
///
/// @param delivered events that arrived in the window
/// @param missing deliveries of writes due in the window that had not come when the patience ended
/// @param refused writes that got an error
/// @param lag how late the driver itself was, p99
record Step(
    double rate,
    long delivered,
    long missing,
    int refused,
    int closed,
    double receive50,
    double receive99,
    double receiveMax,
    double ack50,
    double ack99,
    double lag,
    Cpu cpu) {

  boolean holds(double limit) {
    return missing == 0 && refused == 0 && closed == 0 && receive99 <= limit;
  }

  String line() {
    return "%,.0f msg/s: receive p50 %.2f p99 %.2f max %.1f ms, ack p50 %.2f p99 %.2f ms, %.1f us CPU/delivery (%.2f cores; driver %.1f us, %.2f cores, lag p99 %.2f ms)%s%s%s"
        .formatted(
            rate,
            receive50,
            receive99,
            receiveMax,
            ack50,
            ack99,
            cpu.serverMicros(delivered),
            cpu.serverCores(),
            cpu.driverMicros(delivered),
            cpu.driverCores(),
            lag,
            missing > 0 ? ", " + missing + " MISSING" : "",
            refused > 0 ? ", " + refused + " refused" : "",
            closed > 0 ? ", " + closed + " closed" : "");
  }
}
