package dev.confab.standalone.launch;

import java.io.PrintStream;
import java.time.Duration;

/// Says on the console how far the start is: one line a stage, with the time since the process
/// began. Thread-safe.
public final class Stages {
  private final PrintStream console;
  private final long start;

  /// `elapsed` is how long the process has been running already.
  public Stages(PrintStream console, Duration elapsed) {
    this.console = console;
    this.start = System.nanoTime() - elapsed.toNanos();
  }

  public void done(String stage, String detail) {
    double seconds = (System.nanoTime() - start) / 1e9;
    console.println("%6.1f s  %-12s %s".formatted(seconds, stage, detail).stripTrailing());
  }

  public void say(String text) {
    console.println(text);
  }
}
