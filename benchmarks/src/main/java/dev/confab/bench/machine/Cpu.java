package dev.confab.bench.machine;

/// CPU seconds in a window of that many seconds.
///
/// @param server all of its processes
/// @param children of it the processes that it started, which are the database's
public record Cpu(double server, double children, double driver, double seconds) {
  public double serverMicros(long deliveries) {
    return deliveries == 0 ? Double.NaN : server * 1e6 / deliveries;
  }

  public double driverMicros(long deliveries) {
    return deliveries == 0 ? Double.NaN : driver * 1e6 / deliveries;
  }

  public double serverCores() {
    return server / seconds;
  }

  public double driverCores() {
    return driver / seconds;
  }
}
