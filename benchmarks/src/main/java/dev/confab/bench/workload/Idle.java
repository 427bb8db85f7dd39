package dev.confab.bench.workload;

import dev.confab.bench.loop.Loop;
import dev.confab.bench.machine.Cpu;
import dev.confab.bench.machine.CpuWindow;
import dev.confab.bench.machine.Foreign;
import dev.confab.bench.machine.Heap;
import dev.confab.bench.machine.ProcessTree;
import java.io.IOException;

/// 10 000 connections that do nothing, each of its own user and joined to one of 1 000 sessions of
/// 10: what each costs in memory, and all of them in CPU.
public final class Idle implements Workload {
  private static final int SESSIONS = 1_000;
  private static final int MEMBERS = 10;
  private static final double SETTLE = 3;

  @Override
  public void run(Context context) throws IOException {
    if (context.server() instanceof Foreign) {
      context.say("idle: left out, since it needs to look into the server's process");
      return;
    }
    ProcessTree server = context.server().processes();
    try (Stage stage = Stage.unconnected(name(), context, SESSIONS, MEMBERS)) {
      long liveBefore = Heap.liveBytes(server.pid());
      long residentBefore = server.ownResidentKib();
      long begin = System.nanoTime();
      stage.crowd().connect();
      double seconds = (System.nanoTime() - begin) / 1e9;
      pass(context, SETTLE);
      long resident = server.ownResidentKib();
      Cpu cpu = watch(context, server);
      long live = Heap.liveBytes(server.pid());
      int count = stage.clients().size();
      if (stage.crowd().ready() != count) {
        context.say("idle: only " + stage.crowd().ready() + " are still connected");
      }
      String workload = "%s, %,d connections".formatted(name(), count);
      context.figure(
          workload, "live heap per connection", "KiB", (live - liveBefore) / 1024.0 / count);
      context.figure(
          workload,
          "resident growth per connection",
          "KiB",
          (double) (resident - residentBefore) / count);
      context.figure(workload, "resident, the whole JVM", "MiB", resident / 1024.0);
      context.figure(workload, "connected and joined", "1/s", count / seconds);
      context.figure(workload, "server CPU while idle", "cores", cpu.serverCores());
      stage.settle();
    }
  }

  private static Cpu watch(Context context, ProcessTree server) throws IOException {
    long now = System.nanoTime();
    CpuWindow window = new CpuWindow(server, now, now + (long) (context.seconds() * 1e9));
    pass(context, context.seconds());
    return window.result();
  }

  private static void pass(Context context, double seconds) throws IOException {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    context.loop().run(now -> now > end ? -1 : Loop.LATER);
  }
}
