package dev.confab.message.shard;

import dev.confab.message.domain.ArchiveQuestion;
import dev.confab.message.domain.ForgetfulSession;
import dev.confab.message.domain.Lookup;
import dev.confab.message.domain.SessionState;
import dev.confab.schema.id.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// One seeded life of a shard: two processes that both think they own it, appends that land, fail,
/// come late or never, crashes at any step, readers that begin in the middle, retention. At its end
/// one process is left in peace; then everything that anybody believed is compared with what
/// happened.
final class Life {
  private static final int PEACE = 3_000;

  private final Random random;
  private final World world;
  private final Script script;
  private final Truth truth;
  private final Truth view;
  private final List<Owner> owners = new ArrayList<>();
  private final List<SimulatedLog> limbo = new ArrayList<>();
  private final List<MiddleReader> readers = new ArrayList<>();
  private final boolean fickleArchive;
  private final boolean disaster;
  private final Mood mood;
  private int turn;

  Life(long seed, Set<Rule> without) {
    this.random = new Random(seed);
    this.world = new World(without);
    this.script = new Script(world);
    this.fickleArchive = random.nextInt(3) == 0;
    this.disaster = random.nextInt(12) == 0;
    this.mood = Mood.of(random);
    if (fickleArchive) {
      SessionState forgetful = ForgetfulSession.of(new SessionId("Z"), 5);
      world.sessions.put(forgetful.id(), forgetful);
      world.checkpoint = Checkpoint.START;
    }
    this.truth = new Truth(world, () -> false);
    this.view = new Truth(world, () -> !world.holds(Rule.R6_VIEWS_BY_LOG));
    owners.add(new Owner(world, "p0", this::lookUp));
    owners.add(new Owner(world, "p1", this::lookUp));
  }

  /// Throws whatever went wrong.
  void live() {
    script.create(Script.A);
    script.create(Script.B);
    for (int step = 0; step < mood.contest(); step++) {
      contest();
    }
    for (int step = 0; step < mood.steps(); step++) {
      act();
    }
    if (makePeace()) {
      new Outcome(world, truth, readers).check(view, owners.getFirst(), fickleArchive);
    }
  }

  private Lookup lookUp(ArchiveQuestion question) {
    return switch (random.nextInt(3)) {
      case 0 -> new Lookup.Unavailable();
      case 1 -> new Lookup.Absent();
      default -> ForgetfulSession.found();
    };
  }

  /// Both want to open: steps of openings, and crashes between them.
  private void contest() {
    Owner owner = owners.get(random.nextInt(owners.size()));
    if (random.nextInt(8) == 0) {
      limbo.add(owner.crash());
    } else {
      owner.advance();
    }
  }

  private void act() {
    if (!mood.staysWithOwner(random)) {
      turn = random.nextInt(owners.size());
    }
    Owner owner = owners.get(turn);
    switch (mood.next(random)) {
      case ASK -> askSomething();
      case WORK -> work(owner);
      case NETWORK -> network(owner);
      case HEAR -> owner.hear();
      case FOLLOW -> owner.follow();
      case SNAPSHOT -> snapshot(owner);
      case CRASH -> limbo.add(owner.crash());
      case LAND_LATE -> landLate();
      case READ -> read();
      case VIEW -> view.readOne();
      case RETAIN -> retain();
    }
    if (owner.isClosed()) {
      limbo.add(owner.crash());
    }
  }

  private void askSomething() {
    if (world.commands.size() >= mood.commands()) {
      return;
    }
    if (fickleArchive && random.nextInt(3) == 0) {
      script.delete(new SessionId("Z"), Script.ALICE, 1 + random.nextInt(5));
    } else {
      script.askAnything(random);
    }
  }

  private void work(Owner owner) {
    if (owner.shard == null) {
      owner.advance();
    } else {
      owner.decide(1 + random.nextInt(3));
    }
  }

  private void network(Owner owner) {
    SimulatedLog log = owner.log;
    if (!log.replies.isEmpty() && random.nextInt(3) == 0) {
      log.landReply();
      return;
    }
    if (log.events.isEmpty()) {
      return;
    }
    switch (mood.fate(random)) {
      case FAILS -> log.failEvent();
      case IS_LOST -> log.loseEvent();
      case LANDS -> {
        if (!world.holds(Rule.R16_ORDER) && random.nextBoolean()) {
          log.landEventOutOfOrder();
        } else {
          log.landEvent();
        }
      }
    }
  }

  private void snapshot(Owner owner) {
    if (random.nextInt(4) == 0) {
      owner.log.cutNextSnapshot();
    }
    owner.snapshot();
  }

  /// Something of a producer that nobody listens to any more lands, or never will.
  private void landLate() {
    if (limbo.isEmpty()) {
      return;
    }
    SimulatedLog log = limbo.get(random.nextInt(limbo.size()));
    if (!log.replies.isEmpty() && random.nextBoolean()) {
      if (random.nextBoolean()) {
        log.landReply();
      } else {
        log.replies.remove();
      }
    } else if (!log.events.isEmpty()) {
      if (random.nextInt(3) > 0) {
        log.landEvent();
      } else {
        log.loseEvent();
      }
    } else if (log.replies.isEmpty()) {
      limbo.remove(log);
    }
  }

  private void read() {
    if (readers.isEmpty() || (readers.size() < 4 && random.nextInt(6) == 0)) {
      readers.add(new MiddleReader(world));
    }
    MiddleReader reader = readers.get(random.nextInt(readers.size()));
    if (!reader.reads()) {
      reader.start();
      if (reader.reads()) {
        script.join(random.nextBoolean() ? Script.A : Script.B, reader);
      }
    } else if (random.nextBoolean()) {
      reader.readEvent();
    } else {
      reader.readReply();
    }
  }

  /// What is covered by a checkpoint and read by the views may go; in a disaster more goes.
  private void retain() {
    truth.readAll();
    view.readAll();
    long covered = world.checkpoint == null ? 0 : world.checkpoint.eventsBefore();
    if (disaster && random.nextInt(3) == 0) {
      covered = world.eventsEnd();
    }
    world.eventsStart = Math.max(world.eventsStart, covered);
  }

  /// One process is left, and everything works. False if it rightly refused to open.
  private boolean makePeace() {
    Owner survivor = owners.getFirst();
    limbo.add(owners.getLast().crash());
    for (int step = 0; step < PEACE; step++) {
      if (survivor.refused) {
        return false;
      }
      if (survivor.isClosed()) {
        limbo.add(survivor.crash());
      }
      survivor.advance();
      survivor.decide(3);
      settle(survivor.log);
      survivor.hear();
      survivor.follow();
      landLate();
      if (random.nextInt(20) == 0) {
        survivor.snapshot();
      }
      if (limbo.isEmpty() && survivor.isDone()) {
        readToTheEnd();
        return true;
      }
    }
    throw new AssertionError("the shard is stuck: " + world.commands.size() + " commands asked");
  }

  private static void settle(SimulatedLog log) {
    if (!log.events.isEmpty()) {
      log.landEvent();
    }
    if (!log.replies.isEmpty()) {
      log.landReply();
    }
  }

  private void readToTheEnd() {
    truth.readAll();
    view.readAll();
    for (MiddleReader reader : readers) {
      while (!reader.reads()) {
        reader.start();
      }
      while (reader.hasEvent() || reader.hasReply()) {
        reader.readEvent();
        reader.readReply();
      }
    }
  }
}
