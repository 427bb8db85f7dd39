package dev.confab.message.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShardSimulationTest {
  private static final int LIVES = 5_000;

  /// Some rules guard against rare coincidences.
  private static final int LIVES_WITHOUT = 400_000;

  @Test
  void keepsEveryPromiseInEveryLife() {
    for (long seed = 0; seed < LIVES; seed++) {
      Throwable failure = failure(seed, Set.of());
      if (failure != null) {
        throw new AssertionError("life " + seed, failure);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void breaksAPromiseWithoutTheRule(Rule rule) {
    long seed = 0;
    while (seed < LIVES_WITHOUT && failure(seed, EnumSet.of(rule)) == null) {
      seed++;
    }
    assertThat(seed).as("lives before one fails without " + rule).isLessThan(LIVES_WITHOUT);
  }

  private static @Nullable Throwable failure(long seed, Set<Rule> without) {
    try {
      new Life(seed, without).live();
      return null;
    } catch (RuntimeException | AssertionError e) {
      return e;
    }
  }
}
