package dev.confab.bench.workload;

import dev.confab.bench.client.Setup;
import dev.confab.bench.loop.Loop;
import dev.confab.bench.machine.Server;
import dev.confab.bench.report.Report;

/// What a workload works with.
///
/// @param seconds that a rate is measured for
public record Context(Loop loop, Server server, Setup setup, Report report, double seconds) {
  String target() {
    return server.target().name();
  }

  void figure(String workload, String metric, String unit, double value) {
    report.add(workload, metric, unit, target(), value);
  }

  void say(String words) {
    report.say(target() + " " + words);
  }
}
