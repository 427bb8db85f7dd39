package dev.confab.message.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.message.domain.Lookup;
import dev.confab.schema.chat.Actor;
import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.codec.Json;
import dev.confab.schema.command.Command;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.reply.Reply;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whatever got past decoding: what nobody could read back, or Kafka would not take, becomes no
/// event, and the shard goes on and opens again.
class UnsoundEventTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final World world = new World(Set.of());
  private final Script script = new Script(world);

  @Test
  void refusesANullMember() {
    refuses(create(NOON, Arrays.asList(Script.BOB, null)));
  }

  @Test
  void refusesTimesThatNobodyReads() {
    refuses(create(Instant.parse("+20000-01-01T00:00:00Z"), List.of(Script.BOB)));
    refuses(create(Instant.parse("1969-12-31T23:59:59Z"), List.of(Script.BOB)));
  }

  @Test
  void refusesAnEventThatKafkaWouldNotTake() {
    assertUnsound(said("x".repeat(EventForm.LARGEST)));
    assertUnsound(said("\u0001".repeat(EventForm.LARGEST / 6)));
  }

  @Test
  void theLogGetsTheBytesThatWereRead() {
    Event event = said("x".repeat(EventForm.LARGEST - 1_000));
    assertThat(EventForm.of(event))
        .isInstanceOfSatisfying(
            EventForm.Sound.class,
            sound -> {
              assertThat(sound.json()).isEqualTo(Json.encode(event));
              assertThat(sound.event()).isEqualTo(event);
            });
  }

  private static void assertUnsound(Event event) {
    assertThat(EventForm.of(event))
        .isInstanceOfSatisfying(
            EventForm.Unsound.class,
            unsound -> assertThat(unsound.reason()).matches("its JSON has 1\\d+ bytes"));
  }

  private static Event said(String content) {
    Message message =
        new Message(
            new MessageId(Script.A, 2),
            Script.A,
            2,
            Script.ALICE,
            MessageRole.USER,
            content,
            new Metadata(Json.mapper().createObjectNode()),
            NOON,
            null,
            null);
    return new Event.MessageCreated(
        Script.A, 2, NOON, new Actor(Script.ALICE), Script.id("k"), message);
  }

  private void refuses(Command unsound) {
    Owner owner = new Owner(world, "p1", question -> new Lookup.Absent());
    owner.openWhole();
    long asked = script.ask(unsound);
    script.create(Script.B);
    Play.workOff(owner);
    assertThat(answer(asked)).isEqualTo(ErrorCode.INVALID);
    assertThat(owner.log.unsound).hasSize(1).first().asString().contains("can't be read back");
    assertThat(owner.snapshot()).isTrue();

    Owner next = new Owner(world, "p2", question -> new Lookup.Absent());
    next.openWhole();
    assertThat(next.shard().decided).containsOnlyKeys(Script.B);
    assertThat(next.nextCommand).isEqualTo(world.commands.size());
  }

  private static Command create(Instant at, List<UserId> members) {
    return new Command.CreateSession(
        Script.A, Script.id("create"), at, Script.caller(Script.ALICE), true, "t", members, null);
  }

  private ErrorCode answer(long command) {
    return world.replies.stream()
        .filter(answer -> ("client/" + command).equals(answer.origin()))
        .map(World.Answer::reply)
        .filter(Reply.Rejected.class::isInstance)
        .map(Reply.Rejected.class::cast)
        .map(Reply.Rejected::code)
        .findFirst()
        .orElseThrow();
  }
}
