package dev.confab.message.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GlueSimulationTest {
  private static final int LIVES = 1_000;
  private static final int LIVES_WITHOUT = 100_000;

  @Test
  void decidesEverythingOnceInEveryLife() {
    for (long seed = 0; seed < LIVES; seed++) {
      Throwable failure = failure(seed, Set.of());
      if (failure != null) {
        throw new AssertionError("life " + seed, failure);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(GlueRule.class)
  void failsWithoutTheRule(GlueRule rule) {
    long seed = 0;
    while (seed < LIVES_WITHOUT && failure(seed, EnumSet.of(rule)) == null) {
      seed++;
    }
    assertThat(seed).as("lives before one fails without " + rule).isLessThan(LIVES_WITHOUT);
  }

  private static @Nullable Throwable failure(long seed, Set<GlueRule> without) {
    try {
      new Installation(seed, without).live();
      return null;
    } catch (RuntimeException | AssertionError e) {
      return e;
    }
  }
}
