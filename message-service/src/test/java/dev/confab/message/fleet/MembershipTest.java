package dev.confab.message.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MembershipTest {
  private static final int SHARDS = 12;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final SimulatedFleet fleet = new SimulatedFleet(SHARDS);

  @Test
  void theFirstOwnsEverythingAtOnce() {
    SimulatedFleet.Member first = fleet.join();
    fleet.pass(Duration.ofMillis(60));
    assertThat(first.open).hasSize(SHARDS);
  }

  @Test
  void sharesAreHandedOverWithoutTwoHoldingOne() {
    fleet.join();
    fleet.pass(SECOND);
    fleet.join();
    fleet.join();
    for (int i = 0; i < 100; i++) {
      fleet.pass(Duration.ofMillis(20));
      assertNobodyHoldsAnothers();
    }
    assertWhole();
    assertThat(fleet.members).allMatch(member -> member.open.size() == SHARDS / 3);
  }

  @Test
  void whoLeavesIsSucceededAtOnce() {
    SimulatedFleet.Member leaver = join(2);
    leaver.membership.leave();
    fleet.pass(Duration.ofMillis(200));
    assertThat(leaver.open).isEmpty();
    assertThat(fleet.members.getFirst().open).hasSize(SHARDS);
  }

  @Test
  void aProcessThatDiesIsSucceededInLessThanASecond() {
    SimulatedFleet.Member victim = join(3);
    victim.dead = true;
    fleet.pass(Duration.ofMillis(900));
    assertWhole();
  }

  /// Its machine is gone: no connection says so.
  @Test
  void aNodeOfWhichNothingIsHeardIsSucceeded() {
    SimulatedFleet.Member victim = join(3);
    victim.paused = true;
    fleet.pass(Duration.ofMillis(3_700));
    assertThat(openOfOthers(victim)).hasSize(SHARDS);
  }

  @Test
  void aPauseOfThreeSecondsMovesNothing() {
    SimulatedFleet.Member slow = join(3);
    Set<Integer> before = Set.copyOf(slow.open);
    for (int i = 0; i < 5; i++) {
      slow.paused = true;
      fleet.pass(SECOND.multipliedBy(3));
      slow.paused = false;
      fleet.pass(SECOND);
      assertThat(slow.mine()).isEqualTo(before);
    }
    assertNobodyIsGone();
  }

  /// Its host was still, too, and has to be heard of before its beats count.
  @Test
  void aPauseMovesNothingWheneverItBegins() {
    SimulatedFleet.Member slow = join(3);
    Set<Integer> before = Set.copyOf(slow.open);
    for (int phase = 0; phase < 10; phase++) {
      fleet.pass(Duration.ofMillis(1_000 + 20 * phase));
      slow.paused = true;
      fleet.pass(Duration.ofMillis(3_100));
      slow.paused = false;
      fleet.pass(SECOND);
      assertThat(slow.mine()).isEqualTo(before);
    }
    assertNobodyIsGone();
  }

  @Test
  void whoWasMissedComesBackAfterARest() {
    SimulatedFleet.Member slow = join(3);
    slow.paused = true;
    fleet.pass(SECOND.multipliedBy(10));
    slow.paused = false;
    fleet.pass(SECOND.multipliedBy(4));
    assertThat(slow.membership.roll().in()).isFalse();
    fleet.pass(SECOND.multipliedBy(2));
    assertThat(slow.open).isNotEmpty();
    assertWhole();
  }

  @Test
  void aLogThatIsAwayLetsNobodyLookSilent() {
    join(3);
    fleet.away = true;
    fleet.pass(SECOND.multipliedBy(30));
    fleet.away = false;
    fleet.pass(SECOND.multipliedBy(5));
    assertNobodyIsGone();
    assertWhole();
  }

  @Test
  void aHostThatHangsLosesItsShards() {
    SimulatedFleet.Member hung = join(3);
    hung.hostHangs = true;
    fleet.pass(SECOND.multipliedBy(8));
    assertThat(openOfOthers(hung)).hasSize(SHARDS);
  }

  @Test
  void whoStartsAmongTheDeadSucceedsThem() {
    join(3);
    fleet.members.forEach(member -> member.dead = true);
    fleet.pass(SECOND);
    SimulatedFleet.Member heir = fleet.join();
    fleet.pass(SECOND.multipliedBy(4));
    assertThat(heir.open).hasSize(SHARDS);
  }

  @Test
  void afterAnyTroubleEachShardHasOneOwner() {
    for (long seed = 0; seed < 300; seed++) {
      new Story(seed).live();
    }
  }

  private SimulatedFleet.Member join(int members) {
    SimulatedFleet.Member last = fleet.join();
    for (int i = 1; i < members; i++) {
      last = fleet.join();
    }
    fleet.pass(SECOND);
    assertWhole();
    return last;
  }

  private void assertWhole() {
    assertWhole(fleet);
  }

  private static void assertWhole(SimulatedFleet fleet) {
    List<Integer> open = new ArrayList<>();
    fleet.living().forEach(member -> open.addAll(member.open));
    assertThat(open).doesNotHaveDuplicates().hasSize(fleet.shards);
  }

  private void assertNobodyHoldsAnothers() {
    List<Integer> open = new ArrayList<>();
    fleet.members.forEach(member -> open.addAll(member.open));
    assertThat(open).doesNotHaveDuplicates();
  }

  private void assertNobodyIsGone() {
    assertThat(fleet.log).noneMatch(Word.Gone.class::isInstance);
  }

  private Set<Integer> openOfOthers(SimulatedFleet.Member one) {
    Set<Integer> open = new HashSet<>();
    fleet.members.stream().filter(each -> each != one).forEach(each -> open.addAll(each.open));
    return open;
  }

  /// Joins, deaths, pauses, goodbyes and a log that is away, in any order; then peace.
  private static final class Story {
    private final Random random;
    private final SimulatedFleet fleet = new SimulatedFleet(SHARDS);
    private final long seed;

    Story(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void live() {
      fleet.join();
      for (int i = 0; i < 30; i++) {
        act();
        fleet.pass(Duration.ofMillis(random.nextInt(2_500)));
      }
      fleet.away = false;
      fleet.members.forEach(member -> member.paused = false);
      if (fleet.living().stream().allMatch(member -> member.open.isEmpty())) {
        fleet.join();
      }
      fleet.pass(SECOND.multipliedBy(20));
      try {
        assertWhole(fleet);
      } catch (AssertionError e) {
        throw new AssertionError("story " + seed, e);
      }
    }

    private void act() {
      SimulatedFleet.Member one = fleet.members.get(random.nextInt(fleet.members.size()));
      switch (random.nextInt(7)) {
        case 0, 1 -> {
          if (fleet.living().size() < 5) {
            fleet.join();
          }
        }
        case 2 -> one.dead = fleet.living().size() > 1 || one.dead;
        case 3 -> one.paused = true;
        case 4 -> fleet.members.forEach(member -> member.paused = false);
        case 5 -> fleet.away = random.nextInt(3) == 0;
        default -> one.hostHangs = false;
      }
    }
  }
}
