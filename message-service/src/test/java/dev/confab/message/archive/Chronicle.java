package dev.confab.message.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.chat.Actor;
import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.MemberRole;
import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.chat.Session;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Writes one session's events as a shard would, and remembers what is there now.
final class Chronicle {
  static final Actor ANN = new Actor(new UserId("ann"));
  static final Metadata ODD = metadata("{\"a\":1.0,\"b\":1E400,\"c\":[12345678901234567890]}");
  static final Metadata NONE = metadata("{}");

  final SessionId id;
  final TreeMap<Long, Message> messages = new TreeMap<>();
  final TreeSet<UserId> members = new TreeSet<>(List.of(ANN.userId()));
  boolean deleted;
  @Nullable String title = "start";
  Metadata metadata = NONE;
  long seq;

  Chronicle(String id) {
    this.id = new SessionId(id);
  }

  static Metadata metadata(String json) {
    try {
      return Json.decode(json.getBytes(UTF_8), Metadata.class);
    } catch (MalformedException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static ArchivedEvent archived(Event event) {
    return new ArchivedEvent(event, new String(Json.encode(event), UTF_8));
  }

  ArchivedEvent create() {
    next();
    return archived(new Event.SessionCreated(id, seq, at(seq), ANN, command(), session()));
  }

  ArchivedEvent update(@Nullable String newTitle, Metadata newMetadata) {
    next();
    title = newTitle;
    metadata = newMetadata;
    return archived(new Event.SessionUpdated(id, seq, at(seq), ANN, command(), session()));
  }

  ArchivedEvent delete() {
    next();
    deleted = true;
    messages.clear();
    members.clear();
    return archived(new Event.SessionDeleted(id, seq, at(seq), ANN, command()));
  }

  ArchivedEvent addMember(String user) {
    next();
    UserId userId = new UserId(user);
    members.add(userId);
    return archived(new Event.MemberAdded(id, seq, at(seq), ANN, command(), member(userId)));
  }

  ArchivedEvent removeMember(String user) {
    next();
    UserId userId = new UserId(user);
    members.remove(userId);
    return archived(new Event.MemberRemoved(id, seq, at(seq), ANN, command(), member(userId)));
  }

  ArchivedEvent send(String content, Metadata about) {
    next();
    var message =
        new Message(
            new MessageId(id, seq),
            id,
            seq,
            ANN.userId(),
            MessageRole.USER,
            content,
            about,
            at(seq),
            null,
            seq % 2 == 0 ? command() : null);
    messages.put(seq, message);
    return archived(new Event.MessageCreated(id, seq, at(seq), ANN, command(), message));
  }

  ArchivedEvent edit(long of, String content) {
    next();
    Message old = messages.get(of);
    if (old == null) {
      throw new IllegalArgumentException("no message " + of);
    }
    var message =
        new Message(
            old.id(),
            id,
            of,
            old.senderId(),
            old.role(),
            content,
            old.metadata(),
            old.createdAt(),
            at(seq),
            old.clientId());
    messages.put(of, message);
    return archived(new Event.MessageUpdated(id, seq, at(seq), ANN, command(), message));
  }

  ArchivedEvent remove(long of) {
    next();
    messages.remove(of);
    return archived(
        new Event.MessageDeleted(id, seq, at(seq), ANN, command(), new MessageId(id, of)));
  }

  ArchivedEvent clear(long upTo) {
    next();
    messages.headMap(upTo, true).clear();
    return archived(new Event.SessionCleared(id, seq, at(seq), ANN, command(), upTo));
  }

  Session session() {
    List<Member> roster = new ArrayList<>();
    members.forEach(user -> roster.add(member(user)));
    return new Session(
        id, title, ANN.userId(), roster, metadata, at(1), at(seq), seq, messages.size());
  }

  private Member member(UserId user) {
    return new Member(user, user.equals(ANN.userId()) ? MemberRole.OWNER : MemberRole.MEMBER);
  }

  private void next() {
    seq++;
  }

  private CommandId command() {
    return new CommandId("c" + seq);
  }

  static Instant at(long seq) {
    return Instant.parse("2026-01-01T00:00:00.123Z").plusSeconds(seq);
  }
}
