package dev.confab.message.shard;

import dev.confab.message.fleet.Ownership;
import dev.confab.message.fleet.Roll;
import dev.confab.web.kafka.ReadingTrouble;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the shards that are this process's own: opens them once nobody else holds them, feeds them
/// commands, and lets them go when they are another's. Whose records count, only the log says.
///
/// All but {@link #statuses} is for one thread; what shards ask for waits until its next round.
class ShardHost {
  private static final Logger LOG = LoggerFactory.getLogger(ShardHost.class);
  private static final Duration POLL = Duration.ofMillis(100);

  /// For which a shard that lets go of everything is waited for before it is begun anew.
  private static final Duration GRACE = Duration.ofSeconds(3);

  /// Messages that may wait for a shard before its commands are not read on.
  private static final int BACKLOG = 64;

  private final Ownership ownership;
  private final CommandFeed commands;
  private final TailFeed tails;
  private final Lives lives;
  private final LongSupplier nanoTime;
  private final ReadingTrouble trouble = new ReadingTrouble("commands");
  private final Map<Integer, Share> shares = new ConcurrentHashMap<>();
  private final Map<Integer, Share> ending = new HashMap<>();

  /// Since when a shard is ours that another one holds.
  private final Map<Integer, Long> awaited = new HashMap<>();

  private final ConcurrentLinkedQueue<Runnable> requests = new ConcurrentLinkedQueue<>();
  private volatile boolean leaving;

  /// Begins the life of a shard.
  interface Lives {
    Life begin(int shard, ShardLife.Readers readers);
  }

  /// A shard's life as its host sees it. Thread-safe.
  interface Life extends Mailbox {
    ShardStatus status();

    /// How much waits to be done, in messages.
    int backlog();

    boolean hasRoom();

    void tick();

    /// Ends it: what was sent is awaited for a second, and a last snapshot is written.
    void stop();

    boolean hasEnded();
  }

  ShardHost(
      Ownership ownership,
      CommandFeed commands,
      TailFeed tails,
      Lives lives,
      LongSupplier nanoTime) {
    this.ownership = ownership;
    this.commands = commands;
    this.tails = tails;
    this.lives = lives;
    this.nanoTime = nanoTime;
  }

  /// One shard here. `opening` is that whose commands are read now, 0 if none are.
  private final class Share implements ShardLife.Readers {
    final int shard;
    final Life life;
    long opening;
    boolean wantsToOpen = true;
    long endingSince;

    Share(int shard) {
      this.shard = shard;
      this.life = lives.begin(shard, this);
    }

    @Override
    public void start(long opened, long commandsFrom, long eventsFrom) {
      request(() -> {
        if (isCurrent()) {
          opening = opened;
          tails.follow(shard, eventsFrom, opened, life);
          commands.follow(shard, commandsFrom);
        }
      });
    }

    @Override
    public void closed() {
      request(() -> {
        if (isCurrent()) {
          opening = 0;
          commands.forget(shard);
          wantsToOpen = true;
        }
      });
    }

    private boolean isCurrent() {
      return isPresent(shares.get(shard) == this);
    }
  }

  /// Whether a request counts that is of the present life of its shard, or is not.
  boolean isPresent(boolean present) {
    return present;
  }

  /// The state of every shard that is open here or ought to be.
  Map<Integer, ShardStatus> statuses() {
    Map<Integer, ShardStatus> statuses = new TreeMap<>();
    shares.forEach((shard, share) -> statuses.put(shard, share.life.status()));
    return statuses;
  }

  /// What keeps commands or tails from being read, `null` if nothing does. For any thread.
  @Nullable String trouble() {
    String ofCommands = trouble.reason();
    return ofCommands == null ? tails.trouble() : ofCommands;
  }

  /// From the next round on everything is let go. For any thread.
  void leave() {
    leaving = true;
    ownership.leave();
    wake();
  }

  void wake() {
    commands.wake();
  }

  boolean isEmpty() {
    return shares.isEmpty() && ending.isEmpty();
  }

  /// Does what there is to do, and waits for commands otherwise. Returns whether Kafka could be
  /// read.
  boolean round() {
    for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
      request.run();
    }
    Roll roll = ownership.roll();
    letGo(roll);
    take(roll);
    tellHeld();
    feed();
    try {
      commands.poll(POLL, new Feeding());
      // Where nothing is read nothing shows that it could be.
      if (shares.isEmpty() || shares.values().stream().anyMatch(share -> share.opening > 0)) {
        trouble.over();
      }
      letOpen(roll);
      return true;
    } catch (KafkaException e) {
      trouble.met(e);
      return false;
    }
  }

  private void letGo(Roll roll) {
    for (Share share : List.copyOf(shares.values())) {
      boolean ours = !leaving && (!roll.in() || roll.mine().contains(share.shard));
      if (share.life.hasEnded()) {
        LOG.error("shard {} ended by itself and is begun anew", share.shard);
        remove(share);
      } else if (!ours) {
        share.endingSince = nanoTime.getAsLong();
        share.life.stop();
        commands.forget(share.shard);
        shares.remove(share.shard);
        ending.put(share.shard, share);
      }
    }
    ending
        .values()
        .removeIf(share -> {
          boolean late = nanoTime.getAsLong() - share.endingSince > GRACE.toNanos();
          if (late && !share.life.hasEnded()) {
            LOG.warn("shard {} did not close within {}", share.shard, GRACE);
          }
          if (late || share.life.hasEnded()) {
            // Its tail is read until here, so that what it sent is seen before the last snapshot.
            tails.forget(share.shard);
            return true;
          }
          return false;
        });
  }

  private void remove(Share share) {
    shares.remove(share.shard);
    commands.forget(share.shard);
    tails.forget(share.shard);
  }

  private void take(Roll roll) {
    awaited.keySet().retainAll(roll.heldElsewhere());
    if (leaving || !roll.in()) {
      return;
    }
    for (int shard : roll.mine()) {
      if (!shares.containsKey(shard) && !ending.containsKey(shard) && isFree(roll, shard)) {
        shares.put(shard, new Share(shard));
      }
    }
  }

  /// One that does not let go is not waited for for ever: the log knows whose term is higher.
  boolean isFree(Roll roll, int shard) {
    if (!roll.heldElsewhere().contains(shard)) {
      return true;
    }
    long now = nanoTime.getAsLong();
    long since = awaited.computeIfAbsent(shard, each -> now);
    return now - since > GRACE.toNanos();
  }

  private void tellHeld() {
    Set<Integer> held = new HashSet<>(shares.keySet());
    held.addAll(ending.keySet());
    ownership.holds(held);
  }

  private void feed() {
    for (Share share : shares.values()) {
      share.life.tick();
      if (share.opening > 0) {
        commands.hold(share.shard, share.life.backlog() > BACKLOG || !share.life.hasRoom());
      }
    }
  }

  /// Behind a poll that went well Kafka can be reached.
  private void letOpen(Roll roll) {
    for (Share share : shares.values()) {
      if (share.wantsToOpen && roll.mine().contains(share.shard)) {
        share.wantsToOpen = false;
        share.life.post(new ShardMessage.Open());
      }
    }
  }

  private void request(Runnable request) {
    requests.add(request);
    wake();
  }

  private final class Feeding implements CommandFeed.Sink {
    @Override
    public void commands(int shard, List<Asked> batch) {
      Share share = shares.get(shard);
      if (share != null && share.opening > 0) {
        share.life.post(new ShardMessage.Commands(share.opening, batch));
      }
    }

    @Override
    public void lost(int shard, String reason) {
      Share share = shares.get(shard);
      if (share != null) {
        share.life.post(new ShardMessage.Unreadable(share.opening, reason));
      }
    }
  }
}
