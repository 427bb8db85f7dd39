package dev.confab.bench.machine;

import java.util.concurrent.locks.LockSupport;

/// What the server and the driver use between two times, looked at from a thread of its own.
public final class CpuWindow {
  private final ProcessTree server;
  private final ProcessTree driver = ProcessTree.self();
  private final Thread thread;
  private double serverSeconds;
  private double jvmSeconds;
  private double driverSeconds;
  private double seconds;

  public CpuWindow(ProcessTree server, long from, long to) {
    this.server = server;
    this.thread = Thread.ofPlatform().name("bench-cpu").daemon().start(() -> run(from, to));
  }

  private void run(long from, long to) {
    sleepUntil(from);
    long begin = System.nanoTime();
    add(-1);
    sleepUntil(to);
    add(1);
    seconds = (System.nanoTime() - begin) / 1e9;
  }

  private void add(int sign) {
    serverSeconds += sign * server.cpuSeconds();
    jvmSeconds += sign * server.ownCpuSeconds();
    driverSeconds += sign * driver.ownCpuSeconds();
  }

  /// Blocks until it is over.
  public Cpu result() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Cpu(serverSeconds, serverSeconds - jvmSeconds, driverSeconds, seconds);
  }

  private static void sleepUntil(long time) {
    for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
