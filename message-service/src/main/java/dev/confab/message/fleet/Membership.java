package dev.confab.message.fleet;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One node's part in the fleet, step by step: says that it lives, reads who else does, and tells
/// of those that it misses. `holds`, `leave` and `roll` are for any thread, all else for one.
final class Membership {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  private final FleetLog log;
  private final int shards;
  private final Rhythm rhythm;
  private final Supplier<String> ids;
  private final @Nullable String address;
  private final Predicate<Node> isBroken;
  private final LongSupplier nanoTime;
  private final Fleet fleet = new Fleet();

  /// The own beat at which a silent node was told of.
  private final Map<String, Long> accused = new HashMap<>();

  private String self;
  private long beats;
  private long nextBeat;
  private Set<Integer> said = Set.of();
  private boolean saidLeaving;
  private boolean resting;
  private boolean changed;
  private volatile Set<Integer> held = Set.of();
  private volatile long hostHeardAt;
  private volatile boolean leaving;
  private volatile Roll roll = Roll.OUT;

  /// @param ids gives this node's next id
  /// @param address of a connection that ends with this process
  /// @param isBroken whether the connection to that node ended and nobody answers there any more
  Membership(
      FleetLog log,
      int shards,
      Rhythm rhythm,
      Supplier<String> ids,
      @Nullable String address,
      Predicate<Node> isBroken,
      LongSupplier nanoTime) {
    this.log = log;
    this.shards = shards;
    this.rhythm = rhythm;
    this.ids = ids;
    this.address = address;
    this.isBroken = isBroken;
    this.nanoTime = nanoTime;
    this.self = ids.get();
    this.nextBeat = nanoTime.getAsLong();
    this.hostHeardAt = nextBeat;
  }

  /// By which the others know it now.
  String id() {
    return self;
  }

  Roll roll() {
    return roll;
  }

  /// Returns whether that is something new.
  boolean holds(Set<Integer> shards) {
    hostHeardAt = nanoTime.getAsLong();
    if (shards.equals(held)) {
      return false;
    }
    held = Set.copyOf(shards);
    return true;
  }

  List<Node> others() {
    return fleet.nodes().stream().filter(node -> !node.id().equals(self)).toList();
  }

  void leave() {
    leaving = true;
  }

  /// Reads, speaks if it is time to, and looks who is missing.
  void step() {
    Duration patience = Duration.ofNanos(Math.clamp(nextBeat - nanoTime.getAsLong(), 0, beat()));
    log.read(hasNews() ? Duration.ZERO : patience, this::take);
    if (!log.isCaughtUp()) {
      return;
    }
    long now = nanoTime.getAsLong();
    if (now - nextBeat >= 0) {
      resting = false;
      if (now - hostHeardAt <= rhythm.hostPatience().toNanos()) {
        nextBeat = now + beat();
        beats++;
        speak();
        lookForMissing();
      } else {
        // Behind a pause of the process it is heard of in a moment.
        nextBeat = now + beat() / 10;
      }
    } else if (hasNews()) {
      speak();
    }
    if (changed) {
      changed = false;
      update();
    }
  }

  /// Others wait for a shard that was let go.
  private boolean hasNews() {
    return !resting && (!held.equals(said) || leaving != saidLeaving);
  }

  private long beat() {
    return rhythm.beat().toNanos();
  }

  private void take(long offset, Word word) {
    boolean known = fleet.node(word.node()) != null;
    changed |= fleet.apply(offset, word, self);
    if (!known || fleet.node(word.node()) != null) {
      return;
    }
    if (word instanceof Word.Gone(String node, long lastBeat, String by)) {
      LOG.warn("message-service {} is gone, says {}", node, by);
    }
    if (word.node().equals(self) && !leaving) {
      LOG.warn("this message-service was missed: others take its shards, it comes back in a while");
      self = ids.get();
      resting = true;
      nextBeat = nanoTime.getAsLong() + rhythm.rest().toNanos();
    }
  }

  /// What it still holds then is free once it is missed.
  void sayGoodbye() {
    if (leaving && hasNews()) {
      speak();
    }
  }

  private void speak() {
    said = held;
    saidLeaving = leaving;
    log.say(new Word.Beat(self, beats, address, new TreeSet<>(said), saidLeaving));
  }

  private void lookForMissing() {
    for (Node node : fleet.nodes()) {
      long silence = fleet.silence(node);
      int limit = isBroken.test(node) ? rhythm.brokenLimit() : rhythm.limit();
      boolean due = silence - accused.getOrDefault(node.id(), -(long) limit) >= limit;
      if (!node.id().equals(self) && silence >= limit && due) {
        accused.put(node.id(), silence);
        log.say(new Word.Gone(node.id(), node.lastBeat(), self));
      } else if (silence < limit) {
        accused.remove(node.id());
      }
    }
    accused.keySet().removeIf(id -> fleet.node(id) == null);
  }

  private void update() {
    if (fleet.node(self) == null) {
      roll = Roll.OUT;
      return;
    }
    Map<Integer, String> owners = Placement.of(fleet.staying(), shards);
    Set<Integer> mine = new HashSet<>();
    owners.forEach((shard, owner) -> {
      if (owner.equals(self)) {
        mine.add(shard);
      }
    });
    Set<Integer> elsewhere = new HashSet<>();
    for (Node node : fleet.nodes()) {
      if (!node.id().equals(self)) {
        elsewhere.addAll(node.holds());
      }
    }
    elsewhere.retainAll(mine);
    roll = new Roll(true, Set.copyOf(mine), Set.copyOf(elsewhere));
  }
}
