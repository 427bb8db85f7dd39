package dev.confab.bench.workload;

import dev.confab.bench.machine.Foreign;

/// Puts a step into the report.
final class Figures {
  private Figures() {}

  static void of(Context context, String workload, Step step) {
    context.figure(workload, "send to receive, p50", "ms", step.receive50());
    context.figure(workload, "send to receive, p99", "ms", step.receive99());
    context.figure(workload, "send to ack, p50", "ms", step.ack50());
    context.figure(workload, "send to ack, p99", "ms", step.ack99());
    cpu(context, workload, step);
    if (step.missing() > 0) {
      context.figure(workload, "missing deliveries", "", (double) step.missing());
    }
    if (step.refused() > 0) {
      context.figure(workload, "refused writes", "", step.refused());
    }
    if (step.closed() > 0) {
      context.figure(workload, "connections closed by the server", "", step.closed());
    }
  }

  static void cpu(Context context, String workload, Step step) {
    if (context.server() instanceof Foreign) {
      return;
    }
    context.figure(
        workload, "server CPU per delivery", "us", step.cpu().serverMicros(step.delivered()));
    context.figure(workload, "server CPU", "cores", step.cpu().serverCores());
    context.figure(
        workload, "of it PostgreSQL", "cores", step.cpu().children() / step.cpu().seconds());
    context.figure(
        workload, "driver CPU per delivery", "us", step.cpu().driverMicros(step.delivered()));
    context.figure(workload, "driver CPU", "cores", step.cpu().driverCores());
    context.figure(workload, "driver late, p99", "ms", step.lag());
  }
}
