package dev.confab.history;

import dev.confab.schema.chat.Actor;
import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.MemberRole;
import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.chat.Session;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.node.JsonNodeFactory;

/// Events of a few sessions as message-service could have written them; the same for the same seed.
public final class RandomChat {
  public static final UserId OWNER = new UserId("owner");

  private static final Metadata NONE = new Metadata(JsonNodeFactory.instance.objectNode());
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  public final Map<SessionId, ChatModel> models = new LinkedHashMap<>();
  private final Random random;
  private final boolean deleting;
  private final int skew;
  private long clock;

  /// `deleting`: whether sessions get deleted, too.
  public RandomChat(long seed, int sessions, boolean deleting) {
    this(seed, sessions, deleting, 0);
  }

  /// `skew`: by how many milliseconds the clocks of those who write differ.
  public RandomChat(long seed, int sessions, boolean deleting, int skew) {
    this.skew = skew;
    this.random = new Random(seed);
    this.deleting = deleting;
    for (int i = 0; i < sessions; i++) {
      SessionId id = new SessionId("session-" + i);
      models.put(id, new ChatModel(id));
    }
  }

  public static SessionId session(int number) {
    return new SessionId("session-" + number);
  }

  public List<Event> events(int count) {
    List<Event> events = new ArrayList<>();
    while (events.size() < count) {
      List<ChatModel> open = models.values().stream().filter(m -> !m.deleted).toList();
      if (open.isEmpty()) {
        break;
      }
      ChatModel model = open.get(random.nextInt(open.size()));
      Event event = next(model);
      model.apply(event);
      events.add(event);
    }
    return events;
  }

  private Event next(ChatModel model) {
    long seq = model.lastSeq() + 1;
    Instant at = START.plusMillis(clock += random.nextInt(3));
    if (skew > 0) {
      at = at.plusMillis(random.nextInt(skew));
    }
    Actor actor = new Actor(OWNER);
    CommandId command = new CommandId("c" + clock);
    if (seq == 1) {
      Member owner = new Member(OWNER, MemberRole.OWNER);
      Session session = new Session(model.id, "first", OWNER, List.of(owner), NONE, at, at, 1, 0);
      return new Event.SessionCreated(model.id, 1, at, actor, command, session);
    }
    int dice = random.nextInt(100);
    if (dice < 20 && !model.messages.isEmpty()) {
      Message old = pick(model);
      Message edited =
          new Message(
              old.id(),
              old.sessionId(),
              old.seq(),
              old.senderId(),
              old.role(),
              old.content() + "!",
              old.metadata(),
              old.createdAt(),
              at,
              old.clientId());
      return new Event.MessageUpdated(model.id, seq, at, actor, command, edited);
    }
    if (dice < 35 && !model.messages.isEmpty()) {
      return new Event.MessageDeleted(model.id, seq, at, actor, command, pick(model).id());
    }
    if (dice < 36 && !model.messages.isEmpty()) {
      return new Event.SessionCleared(model.id, seq, at, actor, command, seq - 1);
    }
    if (dice < 40) {
      Member member = new Member(new UserId("u" + random.nextInt(5)), MemberRole.MEMBER);
      return model.members.containsKey(member.userId())
          ? new Event.MemberRemoved(model.id, seq, at, actor, command, member)
          : new Event.MemberAdded(model.id, seq, at, actor, command, member);
    }
    if (dice < 42) {
      return renamed(model, seq, at, actor, command);
    }
    if (dice < 43 && deleting && seq > 20) {
      return new Event.SessionDeleted(model.id, seq, at, actor, command);
    }
    Message message =
        new Message(
            new MessageId(model.id, seq),
            model.id,
            seq,
            OWNER,
            MessageRole.USER,
            "text " + seq,
            NONE,
            at,
            null,
            null);
    return new Event.MessageCreated(model.id, seq, at, actor, command, message);
  }

  /// It names some of the members only.
  private static Event renamed(
      ChatModel model, long seq, Instant at, Actor actor, CommandId command) {
    Session now = model.session();
    Session session =
        new Session(
            model.id,
            "title " + seq,
            now.ownerId(),
            List.of(new Member(OWNER, MemberRole.OWNER)),
            NONE,
            now.createdAt(),
            at,
            seq,
            now.messageCount(),
            now.members().size());
    return new Event.SessionUpdated(model.id, seq, at, actor, command, session);
  }

  private Message pick(ChatModel model) {
    List<Message> all = List.copyOf(model.messages.values());
    return all.get(random.nextInt(all.size()));
  }
}
