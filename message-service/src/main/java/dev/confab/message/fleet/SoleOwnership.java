package dev.confab.message.fleet;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// There is one process, and it owns every shard.
public final class SoleOwnership implements Ownership {
  private final Roll all;
  private volatile Roll roll;

  public SoleOwnership(int shards) {
    Set<Integer> every = IntStream.range(0, shards).boxed().collect(Collectors.toUnmodifiableSet());
    this.all = new Roll(true, every, Set.of());
    this.roll = all;
  }

  @Override
  public void start(Runnable changed) {
    roll = all;
  }

  @Override
  public Roll roll() {
    return roll;
  }

  @Override
  public void holds(Set<Integer> shards) {
    // Nobody waits for them.
  }

  @Override
  public void leave() {
    roll = new Roll(true, Set.of(), Set.of());
  }

  @Override
  public @Nullable String trouble() {
    return null;
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
