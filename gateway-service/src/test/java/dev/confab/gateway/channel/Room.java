package dev.confab.gateway.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.gateway.frame.Frame;
import dev.confab.gateway.log.Outcome;
import dev.confab.gateway.log.SessionEvent;
import dev.confab.gateway.log.TestLog;
import dev.confab.schema.chat.Actor;
import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.MemberRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.chat.Session;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.GatewayId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.reply.Reply;
import dev.confab.web.limit.Memory;
import dev.confab.web.limit.MemoryProperties;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.node.JsonNodeFactory;

/// The channels of a gateway with one session, `s`, whose events a test plays: event n is `e<n>`.
final class Room {
  static final SessionId S = new SessionId("s");
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  static final ChannelRules RULES = new ChannelRules(2, 60, 4, 1_000, 10);

  private final Channels channels;

  Room(TestLog log) {
    this(log, new FakeHistory());
  }

  Room(TestLog log, History history) {
    this(log, history, RULES, memory(1_000_000, 1_000_000, 1_000_000));
  }

  Room(TestLog log, History history, ChannelRules rules, Memory memory) {
    Presence presence =
        new Presence(
            new GatewayId("here"), Clock.fixed(NOW, ZoneOffset.UTC), () -> new CommandId("c"));
    this.channels = new Channels(log.commands(), log.interests(), presence, history, rules, memory);
  }

  /// With so many bytes of each kind for all.
  static Memory memory(long rings, long queues, long resumes) {
    return new Memory(
        new MemoryProperties(
            null,
            null,
            DataSize.ofBytes(queues),
            DataSize.ofBytes(rings),
            null,
            null,
            DataSize.ofBytes(resumes)),
        0,
        new SimpleMeterRegistry());
  }

  Channels channels() {
    return channels;
  }

  void event(long seq) {
    event(seq, null);
  }

  void event(long seq, @Nullable Event detaching) {
    channels.event(new SessionEvent(S, seq, frame(seq), detaching));
  }

  static Frame frame(long seq) {
    return Frame.of(("e" + seq).getBytes(UTF_8));
  }

  static Event removal(String user, long seq) {
    UserId id = new UserId(user);
    return new Event.MemberRemoved(
        S, seq, NOW, new Actor(id), new CommandId("c"), new Member(id, MemberRole.MEMBER));
  }

  static Outcome joined(long seq) {
    UserId owner = new UserId("alice");
    Session session =
        new Session(
            S,
            null,
            owner,
            List.of(),
            new Metadata(JsonNodeFactory.instance.objectNode()),
            NOW,
            NOW,
            seq,
            0);
    return new Outcome.Replied(new Reply.Joined(S, "epoch", seq, session, List.of(owner)));
  }
}
