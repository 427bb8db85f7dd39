package dev.confab.message.shard;

import static dev.confab.message.shard.Play.FORGETFUL;
import static dev.confab.message.shard.Play.absent;
import static dev.confab.message.shard.Play.advanceTo;
import static dev.confab.message.shard.Play.answers;
import static dev.confab.message.shard.Play.believesMoreThanHappened;
import static dev.confab.message.shard.Play.forgetful;
import static dev.confab.message.shard.Play.landReplies;
import static dev.confab.message.shard.Play.owner;
import static dev.confab.message.shard.Play.readAll;
import static dev.confab.message.shard.Play.reader;
import static dev.confab.message.shard.Play.truth;
import static dev.confab.message.shard.Play.wasRejected;
import static dev.confab.message.shard.Play.workOff;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.message.domain.ForgetfulSession;
import dev.confab.message.domain.Lookup;
import dev.confab.schema.id.SessionId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// The holes that earlier drafts of the shard protocol had, each played step by step: closed with
/// all rules, open again without the one that closes it.
///
/// Two are closed elsewhere: views that are replayed from behind their state (H11) by the
/// timeline's `TimelineProcessorTest`, batches larger than what was remembered (H13) by
/// `RepeatedCommandTest`.
class HolesTest {
  private static final SessionId A = Script.A;

  private static void assertClosedBy(Rule rule, Predicate<World> isOpen) {
    assertClosedBy(EnumSet.of(rule), isOpen);
  }

  private static void assertClosedBy(Set<Rule> rules, Predicate<World> isOpen) {
    assertThat(isOpen.test(new World(Set.of()))).as("open in spite of all rules").isFalse();
    assertThat(isOpen.test(new World(rules))).as("open without " + rules).isTrue();
  }

  @Test
  void h1AckedFromTheMiddleOfAPipelineThatHasAGap() {
    assertClosedBy(
        Rule.R8_TRUST_WHEN_SAFE,
        world -> {
          Script script = new Script(world);
          Owner owner = owner(world);
          script.create(A);
          workOff(owner);
          MiddleReader reader = reader(world);
          script.send(A, Script.ALICE, "k1", "lost");
          script.send(A, Script.ALICE, "k2", "lands alone");
          owner.decide(2);
          owner.log.loseEvent();
          owner.log.landEvent();
          reader.readEvent();
          return believesMoreThanHappened(world, reader);
        });
  }

  @Test
  void h2TheSameTermAfterAReload() {
    assertClosedBy(
        Rule.R1_FRESH_TERM,
        world -> {
          Script script = new Script(world);
          Owner owner = owner(world);
          script.create(A);
          owner.decide(1);
          owner.log.failEvent();
          owner.hear();
          SimulatedLog late = owner.crash();
          owner.openWhole();
          owner.decide(1);
          late.landEvent();
          owner.log.landEvent();
          return truth(world).events().size() != 1
              || truth(world).events().getFirst().offset() == 2;
        });
  }

  @Test
  void h3TheRegistryReadBeforeThePositionIsFixed() {
    assertClosedBy(
        Rule.R7_POSITION_FIRST,
        world -> {
          Script script = new Script(world);
          Owner paused = owner(world);
          script.create(A);
          paused.decide(1);
          MiddleReader reader = new MiddleReader(world);
          reader.start();
          owner(world);
          reader.start();
          paused.log.landEvent();
          readAll(reader);
          return believesMoreThanHappened(world, reader);
        });
  }

  @Test
  void h4AClaimThatOverwritesAHigherOne() {
    assertClosedBy(
        Rule.R3_REGISTRY_BY_TERM,
        world -> {
          Owner paused = new Owner(world, "paused", absent());
          advanceTo(paused, ShardOpening.Step.CLAIM);
          Owner other = new Owner(world, "other", absent());
          advanceTo(other, ShardOpening.Step.MARK_REPLIES);
          other.crash();
          advanceTo(other, ShardOpening.Step.MARK_REPLIES);
          paused.openWhole();
          other.openWhole();
          new Script(world).create(A);
          paused.decide(1);
          MiddleReader reader = reader(world);
          paused.log.landEvent();
          readAll(reader);
          return believesMoreThanHappened(world, reader);
        });
  }

  @Test
  void h5AViewThatDropsByTheRegistry() {
    assertClosedBy(
        Rule.R6_VIEWS_BY_LOG,
        world -> {
          Owner owner = owner(world);
          new Script(world).create(A);
          owner.decide(1);
          advanceTo(new Owner(world, "other", absent()), ShardOpening.Step.MARK_REPLIES);
          owner.log.landEvent();
          Truth view = new Truth(world, () -> !world.holds(Rule.R6_VIEWS_BY_LOG));
          view.readAll();
          return !view.offsets().equals(truth(world).offsets());
        });
  }

  @Test
  void h6AGhostInASnapshot() {
    assertClosedBy(
        Rule.R14_SNAPSHOT_OF_TAIL,
        world -> {
          Truth truth = truth(world);
          Owner winner = new Owner(world, "winner", absent());
          winner.advance();
          Owner ghost = owner(world);
          winner.openWhole();
          new Script(world).create(A);
          ghost.decide(1);
          ghost.log.landEvent();
          ghost.hear();
          ghost.shard().tail(List.of(world.read(0)));
          ghost.snapshot();
          truth.readAll();
          return !Truth.describe(world.sessions).equals(truth.fold());
        });
  }

  @Test
  void h7SessionsThatAreNewerThanTheirCheckpoint() {
    assertClosedBy(
        Rule.R14_ATOMIC,
        world -> {
          Truth truth = truth(world);
          Script script = new Script(world);
          Owner owner = owner(world);
          script.create(A);
          workOff(owner);
          owner.snapshot();
          script.send(A, Script.ALICE, "k", "content");
          workOff(owner);
          owner.log.cutNextSnapshot();
          owner.snapshot();
          owner.crash();
          try {
            owner.openWhole();
          } catch (IllegalStateException twice) {
            return true;
          }
          truth.readAll();
          return !Truth.describe(owner.shard().view.sessions()).equals(truth.fold());
        });
  }

  @Test
  void h8RejectedThenAccepted() {
    assertClosedBy(
        Rule.R12_PROGRESS,
        world -> {
          Script script = forgetful(world);
          MiddleReader reader = reader(world);
          Owner owner =
              new Owner(world, "p", answers(new Lookup.Absent(), ForgetfulSession.found()));
          owner.openWhole();
          long command = script.delete(FORGETFUL, Script.ALICE, 1);
          owner.decide(1);
          landReplies(owner.log);
          owner.crash();
          readAll(reader);
          owner.openWhole();
          workOff(owner);
          return wasRejected(reader, command) && truth(world).tookPlace(command);
        });
  }

  @Test
  void h8RejectedByAZombieBehindTheNewMarker() {
    assertClosedBy(
        Rule.R4_MARK_REPLIES,
        world -> {
          Script script = forgetful(world);
          Owner zombie = new Owner(world, "z", answers(new Lookup.Absent()));
          zombie.openWhole();
          MiddleReader reader = reader(world);
          long command = script.delete(FORGETFUL, Script.ALICE, 1);
          zombie.decide(1);
          Owner successor = new Owner(world, "s", answers(ForgetfulSession.found()));
          successor.openWhole();
          zombie.log.landEvent();
          zombie.hear();
          landReplies(zombie.log);
          while (reader.hasReply()) {
            reader.readReply();
          }
          workOff(successor);
          return wasRejected(reader, command) && truth(world).tookPlace(command);
        });
  }

  @Test
  void h9ADeadClaimantsMarkerInFrontOfALiveOwner() {
    assertClosedBy(
        Rule.R13_TAIL,
        world -> {
          Owner owner = owner(world);
          world.claim(6, "dead");
          world.landMarker(6, "dead");
          new Script(world).create(A);
          workOff(owner);
          return owner.shard().isOpen() && truth(world).events().isEmpty();
        });
  }

  @Test
  void h10ATermThatStartsAgainBecauseTheLogForgot() {
    assertClosedBy(
        EnumSet.of(Rule.R2_TERM_ABOVE_ALL, Rule.R4_READ_BACK),
        world -> {
          Script script = new Script(world);
          Owner owner = owner(world);
          script.create(A);
          workOff(owner);
          owner.snapshot();
          Truth reader = truth(world);
          world.eventsStart = world.eventsEnd();
          owner.crash();
          owner.openWhole();
          script.send(A, Script.ALICE, "k", "content");
          workOff(owner);
          reader.readAll();
          return reader.events().size() != 2;
        });
  }

  @Test
  void h12WhatAClosedShardsProducerStillHolds() {
    World world = new World(Set.of());
    Owner owner = owner(world);
    new Script(world).create(A);
    owner.decide(1);
    SimulatedLog abandoned = owner.crash();
    owner.openWhole();
    workOff(owner);
    abandoned.landEvent();
    assertThat(truth(world).events()).hasSize(1);
    owner.follow();
    assertThat(owner.shard().isOpen()).isTrue();
  }

  /// Its answer was believed; repeated later, it wipes what was acknowledged since.
  @Test
  void aKeyedClearOfAnEmptySessionThatIsRepeatedElsewhere() {
    assertClosedBy(
        Rule.R12_KEEP_UNCHANGED,
        world -> {
          Script script = new Script(world);
          Owner owner = owner(world);
          script.create(A);
          script.clear(A, 0);
          script.send(A, Script.ALICE, "k", "acked");
          workOff(owner);
          owner.crash();
          owner.openWhole();
          long repeat = script.clear(A, 0);
          workOff(owner);
          return truth(world).tookPlace(repeat);
        });
  }
}
