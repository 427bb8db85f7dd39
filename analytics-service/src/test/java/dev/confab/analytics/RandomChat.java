package dev.confab.analytics;

import dev.confab.schema.chat.Actor;
import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.node.JsonNodeFactory;

/// Events of some sessions, mostly messages, over a few hours; the same for the same seed. Some
/// come late, few out of all bounds.
public final class RandomChat {
  public static final Instant START = Instant.parse("2026-11-25T21:30:00Z");

  private static final Metadata NONE = new Metadata(JsonNodeFactory.instance.objectNode());
  private static final int USERS = 9;

  private final Random random;
  private final int sessions;
  private final Duration pace;
  private final Map<SessionId, Long> seqs = new HashMap<>();
  private Instant clock = START;

  /// `pace`: the longest time between two events.
  public RandomChat(long seed, int sessions, Duration pace) {
    this.random = new Random(seed);
    this.sessions = sessions;
    this.pace = pace;
  }

  /// The broker's time.
  public Instant clock() {
    return clock;
  }

  public Event next() {
    clock = clock.plusMillis(random.nextLong(pace.toMillis()));
    SessionId session = new SessionId("session-" + random.nextInt(sessions));
    long seq = seqs.merge(session, 1L, Long::sum);
    return event(session, seq);
  }

  private Event event(SessionId session, long seq) {
    int dice = random.nextInt(100);
    Instant at = time();
    UserId user = new UserId("u" + random.nextInt(USERS));
    Actor actor = new Actor(user);
    CommandId command = new CommandId("c" + seq);
    if (dice < 3) {
      return new Event.SessionDeleted(session, seq, at, actor, command);
    }
    if (dice < 8) {
      return new Event.MessageDeleted(
          session, seq, at, actor, command, new MessageId(session, Math.max(1, seq - 1)));
    }
    if (dice < 12) {
      return new Event.MessageUpdated(
          session, seq, at, actor, command, message(session, seq, user, MessageRole.USER, at));
    }
    MessageRole role =
        dice < 65 ? MessageRole.USER : dice < 95 ? MessageRole.ASSISTANT : MessageRole.SYSTEM;
    return new Event.MessageCreated(
        session, seq, at, actor, command, message(session, seq, user, role, at));
  }

  /// The event's own time: a little before the broker's, sometimes much, seldom absurdly so.
  private Instant time() {
    int dice = random.nextInt(200);
    if (dice == 0) {
      return clock.minus(Duration.ofDays(30));
    }
    if (dice == 1) {
      return clock.plus(Duration.ofDays(2));
    }
    return clock.minusMillis(dice < 20 ? random.nextLong(5 * 3_600_000) : random.nextLong(300));
  }

  private static Message message(
      SessionId session, long seq, UserId sender, MessageRole role, Instant at) {
    return new Message(
        new MessageId(session, seq), session, seq, sender, role, "text", NONE, at, null, null);
  }
}
