package dev.confab.message.shard;

import dev.confab.message.fleet.Ownership;
import dev.confab.message.fleet.Roll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A simulated process with the product's own host. Somebody else says which shards are its own;
/// two may be told that of the same one.
final class HostedProcess implements Ownership, CommandFeed {
  /// Every life that was begun here and has not ended, also those that the host has given up.
  final List<HostedShard> lives = new ArrayList<>();

  final ShardHost host;
  private final Installation installation;
  private final Random random;
  private final Map<Integer, Long> commands = new TreeMap<>();
  private final Set<Integer> paused = new HashSet<>();
  private final Map<Integer, Tail> tails = new TreeMap<>();
  private final Map<Integer, Long> claims = new HashMap<>();
  private Roll roll = new Roll(true, Set.of(), Set.of());

  private static final class Tail {
    final long opening;
    final Mailbox mailbox;
    long next;

    Tail(long opening, Mailbox mailbox, long next) {
      this.opening = opening;
      this.mailbox = mailbox;
      this.next = next;
    }
  }

  HostedProcess(Installation installation, Random random) {
    this.installation = installation;
    this.random = random;
    this.host =
        new ShardHost(
            this,
            this,
            new Tails(),
            (shard, readers) -> {
              HostedShard life = new HostedShard(installation, shard, readers);
              lives.add(life);
              return life;
            },
            installation::now) {
          @Override
          boolean isPresent(boolean present) {
            return present || !installation.holds(GlueRule.REQUEST_BELONGS_TO_SHARE);
          }
        };
  }

  Set<Integer> owned() {
    return roll.mine();
  }

  void own(Set<Integer> shards) {
    // In the same order in each run.
    roll = new Roll(true, Collections.unmodifiableSet(new TreeSet<>(shards)), Set.of());
  }

  /// One of its lives does something.
  void live() {
    lives.removeIf(HostedShard::hasEnded);
    if (!lives.isEmpty()) {
      lives.get(random.nextInt(lives.size())).step();
    }
  }

  /// One of its lives stands still.
  void freeze() {
    if (!lives.isEmpty()) {
      lives.get(random.nextInt(lives.size())).freeze(Duration.ofMillis(random.nextInt(6_000)));
    }
  }

  /// One of its readers goes back.
  void goBack(int shard) {
    commands.computeIfPresent(shard, (each, next) -> Math.max(0, next - 1 - random.nextInt(3)));
  }

  /// Its tails are read on.
  void follow() {
    for (Map.Entry<Integer, Tail> entry : tails.entrySet()) {
      Tail tail = entry.getValue();
      World world = installation.world(entry.getKey());
      if (tail.next < world.eventsEnd() && !installation.refuses(entry.getKey())) {
        tail.mailbox.post(new ShardMessage.Events(tail.opening, List.of(world.read(tail.next++))));
      }
    }
  }

  void claimed(int shard, long term) {
    claims.merge(shard, term, Math::max);
    tellClaim(shard);
  }

  private void tellClaim(int shard) {
    Tail tail = tails.get(shard);
    Long highest = claims.get(shard);
    if (tail != null && highest != null) {
      tail.mailbox.post(new ShardMessage.Claimed(highest));
    }
  }

  boolean isQuiet() {
    lives.removeIf(HostedShard::hasEnded);
    for (Map.Entry<Integer, Long> entry : commands.entrySet()) {
      World world = installation.world(entry.getKey());
      if (entry.getValue() < world.commands.size()) {
        return false;
      }
    }
    return commands.keySet().equals(roll.mine())
        && host.statuses().values().stream().allMatch(ShardStatus::isOpen)
        && tails.entrySet().stream()
            .allMatch(e -> e.getValue().next >= installation.world(e.getKey()).eventsEnd())
        && lives.stream().allMatch(life -> life.backlog() == 0);
  }

  @Override
  public void start(Runnable changed) {
    // Rounds come by themselves.
  }

  @Override
  public Roll roll() {
    return roll;
  }

  @Override
  public void holds(Set<Integer> shards) {
    // Nobody asks.
  }

  @Override
  public void leave() {
    roll = new Roll(true, Set.of(), Set.of());
  }

  @Override
  public void follow(int shard, long from) {
    commands.put(shard, from);
    paused.remove(shard);
  }

  @Override
  public void forget(int shard) {
    commands.remove(shard);
  }

  @Override
  public void hold(int shard, boolean held) {
    if (held) {
      paused.add(shard);
    } else {
      paused.remove(shard);
    }
  }

  @Override
  public void poll(Duration patience, Sink sink) {
    Map<Integer, List<Asked>> batches = new HashMap<>();
    commands.replaceAll((shard, next) -> {
      World world = installation.world(shard);
      int most = paused.contains(shard) ? 0 : random.nextInt(3);
      List<Asked> batch = new ArrayList<>();
      long behind = next;
      while (batch.size() < most && behind < world.commands.size()) {
        batch.add(world.commands.get((int) behind++));
      }
      if (!batch.isEmpty()) {
        batches.put(shard, batch);
      }
      return behind;
    });
    batches.forEach(sink::commands);
  }

  @Override
  public void wake() {
    // Rounds come by themselves.
  }

  @Override
  public @Nullable String trouble() {
    return null;
  }

  @Override
  public void close() {
    // It holds nothing.
  }

  private final class Tails implements TailFeed {
    @Override
    public void start() {
      // Steps come by themselves.
    }

    @Override
    public void follow(int shard, long from, long opening, Mailbox mailbox) {
      tails.put(shard, new Tail(opening, mailbox, from));
      tellClaim(shard);
    }

    @Override
    public void forget(int shard) {
      tails.remove(shard);
    }

    @Override
    public boolean isAlive() {
      return true;
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
}
