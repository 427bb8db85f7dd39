package dev.confab.message.shard;

import dev.confab.message.domain.ArchiveQuestion;
import dev.confab.message.domain.ForgetfulSession;
import dev.confab.message.domain.Lookup;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.reply.Reply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/// What is done to a simulated shard, step by step, and what came of it.
final class Play {
  /// A session whose messages only the archive knows.
  static final SessionId FORGETFUL = new SessionId("Z");

  private Play() {}

  static Owner owner(World world) {
    Owner owner = new Owner(world, "p" + world.eventsEnd(), absent());
    owner.openWhole();
    return owner;
  }

  static Script forgetful(World world) {
    world.sessions.put(FORGETFUL, ForgetfulSession.of(FORGETFUL, 5));
    world.checkpoint = Checkpoint.START;
    return new Script(world);
  }

  static MiddleReader reader(World world) {
    MiddleReader reader = new MiddleReader(world);
    reader.start();
    reader.start();
    return reader;
  }

  static Truth truth(World world) {
    Truth truth = new Truth(world, () -> false);
    truth.readAll();
    return truth;
  }

  static void advanceTo(Owner owner, ShardOpening.Step step) {
    do {
      owner.advance();
    } while (owner.opening == null || owner.opening.step() != step);
  }

  /// All that waits is decided, lands, is heard of and seen.
  static void workOff(Owner owner) {
    owner.decide(10);
    while (!owner.log.events.isEmpty()) {
      owner.log.landEvent();
    }
    while (!owner.log.notices.isEmpty()) {
      owner.hear();
    }
    for (int i = 0; i < owner.world.eventsEnd(); i++) {
      owner.follow();
    }
    landReplies(owner.log);
  }

  static void landReplies(SimulatedLog log) {
    while (!log.replies.isEmpty()) {
      log.landReply();
    }
  }

  static void readAll(MiddleReader reader) {
    while (reader.hasEvent() || reader.hasReply()) {
      reader.readEvent();
      reader.readReply();
    }
  }

  static boolean believesMoreThanHappened(World world, MiddleReader reader) {
    List<Long> acked = reader.acked.stream().map(Entry::offset).toList();
    return !truth(world).offsets().containsAll(acked);
  }

  static boolean wasRejected(MiddleReader reader, long command) {
    return reader.believed.get("client/" + command) instanceof Reply.Rejected;
  }

  static Function<ArchiveQuestion, Lookup> absent() {
    return question -> new Lookup.Absent();
  }

  static Function<ArchiveQuestion, Lookup> answers(Lookup... lookups) {
    Deque<Lookup> left = new ArrayDeque<>(List.of(lookups));
    return question -> left.size() > 1 ? left.remove() : left.element();
  }
}
