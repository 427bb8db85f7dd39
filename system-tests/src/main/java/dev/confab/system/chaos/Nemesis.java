package dev.confab.system.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Breaks one thing after the other, each of them at least once if there is time, in an order that
/// the seed decides; and heals each before the next. One thread.
final class Nemesis {
  private final Strikes strikes;
  private final Consumer<String> says;
  private final Random random;
  private final List<String> troubles = new ArrayList<>();

  /// @param says takes what can't be healed, for the user
  Nemesis(Strikes strikes, Consumer<String> says, Random random) {
    this.strikes = strikes;
    this.says = says;
    this.random = random;
  }

  /// Returns when the time is over and everything is healed, with what could not be.
  List<String> rage(List<Fault> faults, Duration time) throws InterruptedException {
    long until = System.nanoTime() + time.toNanos();
    rest(5, 8, until);
    while (System.nanoTime() < until && !faults.isEmpty()) {
      List<Fault> round = new ArrayList<>(faults);
      Collections.shuffle(round, random);
      for (Fault fault : round) {
        if (System.nanoTime() < until) {
          tryTo(fault);
          rest(10, 8, until);
        }
      }
    }
    rest(Integer.MAX_VALUE / 1000, 1, until);
    return troubles;
  }

  private void rest(int least, int more, long until) throws InterruptedException {
    long wished = 1000L * least + random.nextInt(1000 * more);
    Thread.sleep(Math.clamp((until - System.nanoTime()) / 1_000_000, 0, wished));
  }

  /// A part that does not come back is trouble, and the run goes on: what the others do counts.
  private void tryTo(Fault fault) throws InterruptedException {
    try {
      strikes.strike(fault);
    } catch (IOException | ExecutionException | TimeoutException e) {
      troubles.add(fault.text() + ": " + e.getMessage());
      says.accept(troubles.getLast());
    }
  }
}
