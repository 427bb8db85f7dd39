package dev.confab.bench.model;

import java.util.SplittableRandom;

/// People, each with one connection that has joined some sessions, and the sessions.
///
/// @param sessionsOf for each connection the numbers of its sessions
/// @param sizes how many connections have joined each session
record Population(int[][] sessionsOf, int[] sizes) {
  /// What a session's size is, and how much of all memberships is in sessions of that size.
  private enum Kind {
    PAIR(2, 0.25),
    TEAM(8, 0.35),
    CHANNEL(50, 0.25),
    HALL(1_000, 0.15);

    private final int size;
    private final double share;

    Kind(int size, double share) {
      this.size = size;
      this.share = share;
    }
  }

  /// Members are drawn at random, which is the worst case: real people share several sessions with
  /// the same others.
  static Population of(int connections, int joined, SplittableRandom random) {
    long memberships = (long) connections * joined;
    int sessions = 0;
    for (Kind kind : Kind.values()) {
      sessions += count(kind, memberships);
    }
    int[] seats = new int[Math.toIntExact(memberships)];
    int seat = 0;
    int session = 0;
    for (Kind kind : Kind.values()) {
      for (int i = 0; i < count(kind, memberships); i++, session++) {
        for (int member = 0; member < kind.size && seat < seats.length; member++) {
          seats[seat++] = session;
        }
      }
    }
    while (seat < seats.length) {
      seats[seat++] = random.nextInt(sessions);
    }
    shuffle(seats, random);
    int[][] of = new int[connections][joined];
    int[] sizes = new int[sessions];
    for (int i = 0; i < seats.length; i++) {
      of[i / joined][i % joined] = seats[i];
      sizes[seats[i]]++;
    }
    return new Population(of, sizes);
  }

  private static int count(Kind kind, long memberships) {
    return (int) (memberships * kind.share / kind.size);
  }

  private static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }
}
