package dev.confab.message.shard;

import dev.confab.schema.command.Caller;
import dev.confab.schema.command.Command;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.ConnectionId;
import dev.confab.schema.id.GatewayId;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Writes commands for simulated lives.
final class Script {
  static final SessionId A = new SessionId("A");
  static final SessionId B = new SessionId("B");
  static final UserId ALICE = new UserId("alice");
  static final UserId BOB = new UserId("bob");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final World world;

  Script(World world) {
    this.world = world;
  }

  /// Adds the command to the topic; answers go to `client/<offset>`.
  long ask(Command command) {
    long offset = world.commands.size();
    world.commands.add(new Asked.Sound(offset, "client/" + offset, command));
    return offset;
  }

  long create(SessionId session) {
    return ask(
        new Command.CreateSession(
            session,
            id("create"),
            at(),
            new Caller(ALICE, Set.of()),
            true,
            "t",
            List.of(BOB),
            null));
  }

  long send(SessionId session, UserId user, String key, String content) {
    return ask(
        new Command.SendMessage(
            session, id(key), at(), new Caller(user, Set.of()), true, content, null, null));
  }

  long delete(SessionId session, UserId user, long seq) {
    return ask(
        new Command.DeleteMessage(
            session,
            id("d" + world.commands.size()),
            at(),
            caller(user),
            true,
            new MessageId(session, seq)));
  }

  long addBob(SessionId session, int number) {
    return ask(new Command.AddMember(session, id("m" + number), at(), caller(ALICE), true, BOB));
  }

  long removeBob(SessionId session, int number) {
    return ask(new Command.RemoveMember(session, id("r" + number), at(), caller(ALICE), true, BOB));
  }

  long clear(SessionId session, int number) {
    return ask(new Command.ClearMessages(session, id("c" + number), at(), caller(ALICE), true));
  }

  void join(SessionId session, MiddleReader reader) {
    long offset = world.commands.size();
    Command join =
        new Command.Join(
            session,
            id("j" + offset),
            at(),
            caller(ALICE),
            new GatewayId("g"),
            new ConnectionId("c" + offset),
            false);
    world.commands.add(new Asked.Sound(offset, reader.name() + offset, join));
  }

  /// Something to do, by chance; a repeat of an earlier key now and then.
  void askAnything(Random random) {
    SessionId session = random.nextInt(3) == 0 ? B : A;
    UserId user = random.nextInt(3) == 0 ? BOB : ALICE;
    // A new key, or with luck that of an earlier one of its kind.
    int key = random.nextInt(3) == 0 ? random.nextInt(8) : world.commands.size();
    switch (random.nextInt(12)) {
      case 0 -> delete(session, user, 1 + random.nextInt(8));
      case 1 -> removeBob(session, key);
      case 2 -> addBob(session, key);
      case 3 -> clear(session, key);
      case 4, 5 -> {
        int earlier = random.nextInt(world.commands.size() + 1);
        send(session, user, "s" + earlier, random.nextInt(4) == 0 ? "other" : "content " + earlier);
      }
      default -> {
        int number = world.commands.size();
        send(session, user, "s" + number, "content " + number);
      }
    }
  }

  private Instant at() {
    return NOON.plusSeconds(world.commands.size());
  }

  static Caller caller(UserId user) {
    return new Caller(user, Set.of());
  }

  static CommandId id(String text) {
    return new CommandId(text);
  }
}
