package dev.confab.system.load;

/// How much load.
///
/// @param seed decides who is where and what everyone does
/// @param sessions the first is the hot one
/// @param users who share the sessions
/// @param rate writes a second of all together, until others slow them down
public record Settings(long seed, int sessions, int users, double rate) {
  /// More would measure the machine and not find faults.
  private static final double MOST = 500;

  public Settings {
    if (sessions < 1 || users < 5 || rate <= 0 || rate > MOST) {
      throw new IllegalArgumentException("at least 1 session, 5 users; at most " + MOST + "/s");
    }
  }
}
