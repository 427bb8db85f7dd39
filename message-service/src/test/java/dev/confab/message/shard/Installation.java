package dev.confab.message.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.message.domain.Decider;
import dev.confab.message.domain.Lookup;
import dev.confab.message.domain.Precedents;
import dev.confab.message.domain.Quota;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.limit.Limits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// One seeded life of an installation: processes with several shards each, owners that change in
/// the middle of anything, brokers that refuse one shard for a while, threads that stand still,
/// crashes. At its end one process owns everything and all works; then every command must have been
/// decided once.
final class Installation {
  private static final int SHARDS = 2;
  private static final int PROCESSES = 2;
  private static final int STEPS = 1_200;
  private static final int PEACE = 20_000;
  private static final ShardMetrics METRICS = new ShardMetrics(new SimpleMeterRegistry());
  private static final Precedents.Archive NO_ARCHIVE =
      new Precedents.Archive() {
        @Override
        public List<Event> after(SessionId session, long seq) {
          return List.of();
        }

        @Override
        public Map<SessionId, Long> lastSeqs(Collection<SessionId> sessions) {
          return Map.of();
        }
      };

  private final Random random;
  private final Set<GlueRule> without;
  private final List<World> worlds = new ArrayList<>();
  private final List<Script> scripts = new ArrayList<>();
  private final List<HostedProcess> processes = new ArrayList<>();

  /// All that anybody ever sent with, dead or alive.
  private final List<HostedLog> logs = new ArrayList<>();

  private final Set<Integer> refusing = new HashSet<>();
  private final int calm;
  private long now;
  private int owners;

  Installation(long seed, Set<GlueRule> without) {
    this.random = new Random(seed);
    this.without = without;
    this.calm = 5 + random.nextInt(60);
    for (int shard = 0; shard < SHARDS; shard++) {
      World world = new World(Set.of());
      Script script = new Script(world);
      script.create(Script.A);
      script.create(Script.B);
      worlds.add(world);
      scripts.add(script);
    }
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(new HostedProcess(this, random));
    }
  }

  boolean holds(GlueRule rule) {
    return !without.contains(rule);
  }

  long now() {
    return now;
  }

  World world(int shard) {
    return worlds.get(shard);
  }

  boolean refuses(int shard) {
    return refusing.contains(shard);
  }

  void claimed(int shard, long term) {
    processes.forEach(process -> process.claimed(shard, term));
  }

  ShardLife life(int shard, ShardLife.Readers readers, Mailbox mailbox) {
    ShardLife.Surroundings with =
        new ShardLife.Surroundings(
            this::log,
            new Decider(Limits.DEFAULT, Quota.NONE),
            question -> new Lookup.Absent(),
            NO_ARCHIVE,
            Duration.ofSeconds(10),
            Duration.ofSeconds(25),
            SHARDS,
            "epoch",
            () -> "o" + ++owners,
            this::now,
            METRICS);
    return new ShardLife(shard, with, readers, mailbox) {
      @Override
      Shard running(ShardLog open, ShardOpening.Opened opened, Precedents precedents) {
        if (holds(GlueRule.OFFSETS_ONCE)) {
          return super.running(open, opened, precedents);
        }
        return new Shard(open, opened, with.decider(), with.archive(), precedents, "epoch") {
          @Override
          boolean isSettled(Asked asked, long upTo) {
            return false;
          }
        };
      }

      @Override
      void retryLater() {
        if (holds(GlueRule.TRY_AGAIN)) {
          super.retryLater();
        }
      }

      @Override
      void watch(long claimed) {
        if (holds(GlueRule.WATCH_CLAIMS)) {
          super.watch(claimed);
        }
      }
    };
  }

  private ShardLog log(int shard, ShardLog.Listener listener) {
    HostedLog log = new HostedLog(this, shard, listener);
    logs.add(log);
    return log;
  }

  /// Throws whatever went wrong.
  void live() {
    processes.getFirst().own(Set.of(0, 1));
    for (int step = 0; step < STEPS; step++) {
      act();
    }
    makePeace();
    for (World world : worlds) {
      Truth truth = new Truth(world, () -> false);
      truth.readAll();
      Model.checkOrder(truth);
      assertThat(Model.seen(truth)).as("what the model decides").isEqualTo(Model.decided(world));
    }
  }

  private void act() {
    if (random.nextInt(calm) == 0) {
      disturb();
    } else {
      work();
    }
  }

  private void work() {
    HostedProcess one = processes.get(random.nextInt(processes.size()));
    switch (random.nextInt(12)) {
      case 0 -> scripts.get(random.nextInt(SHARDS)).askAnything(random);
      case 1 -> now += Duration.ofMillis(random.nextInt(200)).toNanos();
      case 2, 3 -> one.follow();
      case 4, 5, 6 -> network();
      case 7, 8 -> one.host.round();
      default -> one.live();
    }
  }

  private void disturb() {
    HostedProcess one = processes.get(random.nextInt(processes.size()));
    int shard = random.nextInt(SHARDS);
    switch (random.nextInt(8)) {
      case 0, 1 -> own(one);
      case 2 -> crash(one);
      case 3 -> refusing.add(shard);
      case 4 -> refusing.clear();
      case 5 -> one.freeze();
      case 6 -> one.goBack(shard);
      default -> now += Duration.ofMillis(random.nextInt(5_000)).toNanos();
    }
  }

  /// Another share, as the process hears it; the others hear of it another time.
  private void own(HostedProcess one) {
    Set<Integer> shards = new TreeSet<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      if (random.nextInt(3) > 0) {
        shards.add(shard);
      }
    }
    one.own(shards);
  }

  /// What it sent may still land.
  private void crash(HostedProcess one) {
    processes.set(processes.indexOf(one), new HostedProcess(this, random));
  }

  private void network() {
    logs.removeIf(log -> log.isEmpty() && random.nextInt(50) == 0 && logs.size() > 50);
    if (!logs.isEmpty()) {
      logs.get(random.nextInt(logs.size())).network(random.nextInt(6));
    }
  }

  private void makePeace() {
    refusing.clear();
    HostedProcess survivor = processes.getFirst();
    processes.subList(1, processes.size()).clear();
    Set<Integer> all = new TreeSet<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      all.add(shard);
    }
    survivor.own(all);
    for (int step = 0; step < PEACE; step++) {
      survivor.host.round();
      survivor.live();
      survivor.follow();
      logs.forEach(log -> log.network(1));
      logs.forEach(log -> log.network(0));
      now += Duration.ofMillis(20).toNanos();
      boolean settled = worlds.stream().allMatch(Installation::isSettled);
      if (settled && logs.stream().allMatch(HostedLog::isEmpty) && survivor.isQuiet()) {
        return;
      }
    }
    throw new AssertionError("it is stuck: " + survivor.host.statuses());
  }

  /// All is in a snapshot, and those who wait for replies believe the owner.
  private static boolean isSettled(World world) {
    Checkpoint covered = world.checkpoint;
    if (covered == null || covered.eventsBefore() < world.eventsEnd()) {
      return false;
    }
    return world.replies.stream()
        .allMatch(reply -> reply.position().term() <= covered.filter().term());
  }
}
