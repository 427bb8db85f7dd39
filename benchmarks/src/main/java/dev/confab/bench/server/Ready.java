package dev.confab.bench.server;

import java.io.PrintStream;

/// Tells the process that started this one that it listens.
final class Ready {
  private Ready() {}

  static void say(int port) {
    PrintStream console = System.out;
    console.println("ready " + port);
    console.flush();
  }
}
