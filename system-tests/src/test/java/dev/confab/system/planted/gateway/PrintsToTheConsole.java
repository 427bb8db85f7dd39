package dev.confab.system.planted.gateway;

final class PrintsToTheConsole {
  void print() {
    System.out.println();
  }
}
