package dev.confab.message.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.message.domain.Decision.Accepted;
import dev.confab.message.domain.Decision.Rejected;
import dev.confab.message.domain.Decision.Unchanged;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.command.Caller;
import dev.confab.schema.command.Command;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.limit.Limits;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/// One session and what is asked of it: commands are decided, and what is accepted happens.
abstract class DecidedSession {
  static final SessionId S = new SessionId("s");
  static final UserId OWNER = new UserId("olga");
  static final UserId MEMBER = new UserId("mia");
  static final UserId STRANGER = new UserId("sam");
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  final Decider decider = new Decider(Limits.DEFAULT, Quota.NONE);
  final Usage usage = new Usage(List.of());
  @Nullable SessionState state;
  int keys;

  @BeforeEach
  void aSessionWithTwoMembers() {
    happens(
        new Command.CreateSession(
            S, key("create"), NOON, user(OWNER), true, "title", List.of(MEMBER, OWNER), null));
  }

  Command.UpdateSession update(@Nullable String title) {
    return new Command.UpdateSession(
        S, key("update" + keys++), NOON, user(OWNER), false, title, null);
  }

  SessionState current() {
    if (state == null) {
      throw new IllegalStateException("no session yet");
    }
    return state;
  }

  Decision decide(Command.Write command) {
    return decider.decide(state, command, null, usage);
  }

  @Nullable ArchiveQuestion question(Command.Write command) {
    return decider.question(state, command);
  }

  Event accepted(Command.Write command) {
    return happens(command);
  }

  Event happens(Command.Write command) {
    if (decide(command) instanceof Accepted(Event event)) {
      state = Evolution.evolve(state, event, command.isKeyed() ? BodyHash.of(command) : null);
      return event;
    }
    throw new AssertionError("not accepted: " + decide(command));
  }

  void assertRejected(Command.Write command, ErrorCode code) {
    assertThat(decide(command)).isInstanceOf(Rejected.class).extracting("code").isEqualTo(code);
  }

  static Command.SendMessage send(UserId user, String key, String content) {
    return new Command.SendMessage(S, key(key), NOON, user(user), true, content, null, null);
  }

  Command.SendMessage say(Caller caller) {
    return new Command.SendMessage(
        S, fresh(), NOON, caller, true, "hello", MessageRole.ASSISTANT, null);
  }

  Command.EditMessage edit(UserId user, long seq) {
    return new Command.EditMessage(
        S, fresh(), NOON, user(user), true, new MessageId(S, seq), "edited", null);
  }

  Command.DeleteMessage delete(UserId user, long seq) {
    return new Command.DeleteMessage(S, fresh(), NOON, user(user), true, new MessageId(S, seq));
  }

  Command.RemoveMember remove(UserId by, UserId user) {
    return new Command.RemoveMember(S, fresh(), NOON, user(by), true, user);
  }

  void keeps(Command.Write command) {
    assertThat(decide(command)).isInstanceOf(Unchanged.class);
    UserId sender = command.actor().userId();
    Remembered write =
        new Remembered(
            command.commandId(), current().lastSeq(), command.at(), BodyHash.of(command));
    state = Evolution.keep(state, new KeptWrite(S, sender, write));
  }

  Command.AddMember add(UserId user) {
    return new Command.AddMember(S, fresh(), NOON, user(OWNER), true, user);
  }

  Command.ClearMessages clear() {
    return new Command.ClearMessages(S, fresh(), NOON, user(OWNER), true);
  }

  static Metadata metadata(String json) throws MalformedException {
    return Json.decode(json.getBytes(UTF_8), Metadata.class);
  }

  CommandId fresh() {
    return key("fresh" + keys++);
  }

  static CommandId key(String text) {
    return new CommandId(text);
  }

  static Caller user(UserId user) {
    return new Caller(user, Set.of());
  }
}
