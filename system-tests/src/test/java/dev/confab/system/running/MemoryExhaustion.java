package dev.confab.system.running;

/// A program that takes memory until there is none, and then would end as if nothing had been.
public final class MemoryExhaustion {
  private static final int ENOUGH = 1 << 20;

  private MemoryExhaustion() {}

  public static void main(String[] arguments) {
    Object[] taken = {};
    try {
      for (int i = 0; i < ENOUGH; i++) {
        taken = new Object[] {taken, new byte[1 << 20]};
      }
    } catch (OutOfMemoryError e) {
      System.exit(0);
    }
  }
}
