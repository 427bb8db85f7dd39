package dev.confab.message.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.KafkaException;

/// Some nodes around one log, on a clock that only {@link #pass} moves.
final class SimulatedFleet {
  private static final Duration TICK = Duration.ofMillis(20);

  final List<Word> log = new ArrayList<>();
  final List<Member> members = new ArrayList<>();
  final int shards;

  /// Whether the log takes and gives nothing.
  boolean away;

  private long now;
  private int ids;

  SimulatedFleet(int shards) {
    this.shards = shards;
  }

  /// A process with its host, which holds what is its own, and lets go a while after it is not.
  final class Member {
    final Membership membership;
    final Set<Integer> open = new HashSet<>();
    boolean paused;
    boolean dead;
    boolean hostHangs;

    Member() {
      this.membership =
          new Membership(
              new Log(),
              shards,
              Rhythm.DEFAULT,
              () -> "n" + ++ids,
              null,
              SimulatedFleet.this::isBroken,
              () -> now);
      members.add(this);
    }

    Set<Integer> mine() {
      return membership.roll().mine();
    }

    private void step() {
      if (paused || dead) {
        return;
      }
      try {
        membership.step();
      } catch (KafkaException e) {
        // It tries again.
      }
      if (!hostHangs) {
        Roll roll = membership.roll();
        if (roll.in()) {
          open.retainAll(roll.mine());
          for (int shard : roll.mine()) {
            if (!roll.heldElsewhere().contains(shard)) {
              open.add(shard);
            }
          }
        }
        membership.holds(open);
      }
    }
  }

  Member join() {
    return new Member();
  }

  /// Lets so much time pass, in which everybody who can does his work.
  void pass(Duration time) {
    for (long end = now + time.toNanos(); now < end; now += TICK.toNanos()) {
      members.forEach(Member::step);
    }
  }

  Duration now() {
    return Duration.ofNanos(now);
  }

  List<Member> living() {
    return members.stream().filter(member -> !member.dead).toList();
  }

  /// Those that say it are dead, and it is the last beat's id that counts.
  private boolean isBroken(Node node) {
    return members.stream()
        .filter(member -> member.dead)
        .anyMatch(member -> member.membership.id().equals(node.id()));
  }

  private final class Log implements FleetLog {
    private int read;

    @Override
    public void say(Word word) {
      if (away) {
        throw new KafkaException("away");
      }
      log.add(word);
    }

    @Override
    public void read(Duration patience, BiConsumer<Long, Word> reader) {
      if (away) {
        throw new KafkaException("away");
      }
      while (read < log.size()) {
        reader.accept((long) read, log.get(read++));
      }
    }

    @Override
    public void wake() {
      // Nobody waits.
    }

    @Override
    public boolean isCaughtUp() {
      return read == log.size();
    }

    @Override
    public void close() {
      // It holds nothing.
    }
  }
}
