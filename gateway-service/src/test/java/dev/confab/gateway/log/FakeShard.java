package dev.confab.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.chat.Actor;
import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.MemberRole;
import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.chat.Session;
import dev.confab.schema.codec.EventRecord;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.command.Command;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.log.LogHeaders;
import dev.confab.schema.reply.Reply;
import dev.confab.schema.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/// All shards in one, without Kafka: what is produced is decided on its own thread, accepting
/// nearly everything, and comes back as accepted records. For the edges' tests, not for the rules'.
public final class FakeShard extends MockProducer<byte[], byte[]> {
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Map<SessionId, Session> sessions = new HashMap<>();
  private final Map<String, Reply.Repeated> repeats = new HashMap<>();
  private @Nullable LogRouter router;
  private volatile boolean silent;

  public FakeShard() {
    super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /// Every shard is read at once.
  public void attach(LogRouter target, Interests interests) {
    router = target;
    for (int shard = 0; shard < interests.count(); shard++) {
      interests.of(shard).open();
      interests.of(shard).ready();
    }
  }

  /// From now on nothing is answered.
  public void fallSilent(boolean silence) {
    silent = silence;
  }

  public long leaves() {
    return taken(Command.Leave.class);
  }

  public long sends() {
    return taken(Command.SendMessage.class);
  }

  private long taken(Class<? extends Command> type) {
    return history().stream()
        .filter(sent -> sent.topic().equals(Topics.COMMANDS.name()))
        .filter(sent -> type.isInstance(command(sent)))
        .count();
  }

  private static Command command(ProducerRecord<byte[], byte[]> sent) {
    try {
      return Json.decode(sent.value(), Command.class);
    } catch (MalformedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public synchronized Future<RecordMetadata> send(
      ProducerRecord<byte[], byte[]> produced, @Nullable Callback callback) {
    Future<RecordMetadata> sent = super.send(produced, callback);
    if (!silent) {
      thread.execute(() -> take(produced));
    }
    return sent;
  }

  private void take(ProducerRecord<byte[], byte[]> produced) {
    try {
      if (produced.topic().equals(Topics.SIGNALS.name())) {
        router().signal(record(produced, produced.value()));
      } else {
        decide(produced, Json.decode(produced.value(), Command.class));
      }
    } catch (MalformedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void decide(ProducerRecord<byte[], byte[]> produced, Command command) {
    Session session = sessions.get(command.sessionId());
    Reply.Repeated repeated = repeats.get(key(command));
    if (repeated != null && command instanceof Command.Write write && write.isKeyed()) {
      reply(produced, repeated);
    } else if (command instanceof Command.CreateSession create) {
      accept(produced, create, created(create));
    } else if (session == null) {
      reply(
          produced,
          new Reply.Rejected(command.sessionId(), ErrorCode.SESSION_NOT_FOUND, "no session"));
    } else {
      decide(produced, command, session);
    }
  }

  private void decide(ProducerRecord<byte[], byte[]> produced, Command command, Session session) {
    SessionId id = session.id();
    long seq = session.lastSeq() + 1;
    Actor actor = new Actor(command.actor().userId());
    switch (command) {
      case Command.Join join ->
          reply(produced, new Reply.Joined(id, "epoch", session.lastSeq(), session, users(join)));
      case Command.GetInfo info ->
          reply(produced, new Reply.Info(id, session, List.of(actor.userId())));
      case Command.SendMessage send ->
          accept(
              produced,
              send,
              new Event.MessageCreated(id, seq, send.at(), actor, send.commandId(), of(send, seq)));
      case Command.RemoveMember remove ->
          accept(
              produced,
              remove,
              new Event.MemberRemoved(
                  id,
                  seq,
                  remove.at(),
                  actor,
                  remove.commandId(),
                  new Member(remove.userId(), MemberRole.MEMBER)));
      case Command.DeleteSession delete ->
          accept(
              produced,
              delete,
              new Event.SessionDeleted(id, seq, delete.at(), actor, delete.commandId()));
      case Command.DeleteMessage delete ->
          accept(
              produced,
              delete,
              new Event.MessageDeleted(
                  id, seq, delete.at(), actor, delete.commandId(), delete.messageId()));
      case Command.AddMember add -> reply(produced, new Reply.Unchanged(id, seq - 1, session));
      case Command.UpdateSession update ->
          reply(produced, new Reply.Unchanged(id, seq - 1, session));
      case Command.ClearMessages clear ->
          reply(produced, new Reply.Unchanged(id, seq - 1, session));
      case Command.EditMessage edit ->
          reply(produced, new Reply.Rejected(id, ErrorCode.MESSAGE_NOT_FOUND, "no message"));
      case Command.CreateSession create -> throw new IllegalStateException("there already");
      case Command.Leave leave -> {}
    }
  }

  private static List<UserId> users(Command.Join join) {
    return List.of(join.actor().userId());
  }

  private static Event created(Command.CreateSession create) {
    Metadata empty = new Metadata(JsonNodeFactory.instance.objectNode());
    Session session =
        new Session(
            create.sessionId(),
            create.title(),
            create.actor().userId(),
            List.of(new Member(create.actor().userId(), MemberRole.OWNER)),
            Objects.requireNonNullElse(create.metadata(), empty),
            create.at(),
            create.at(),
            1,
            0);
    return new Event.SessionCreated(
        create.sessionId(),
        1,
        create.at(),
        new Actor(create.actor().userId()),
        create.commandId(),
        session);
  }

  private static Message of(Command.SendMessage send, long seq) {
    return new Message(
        new MessageId(send.sessionId(), seq),
        send.sessionId(),
        seq,
        send.actor().userId(),
        Objects.requireNonNullElse(send.role(), MessageRole.USER),
        send.content(),
        Objects.requireNonNullElseGet(
            send.metadata(), () -> new Metadata(JsonNodeFactory.instance.objectNode())),
        send.at(),
        null,
        send.isKeyed() ? send.commandId() : null);
  }

  private void accept(ProducerRecord<byte[], byte[]> produced, Command.Write write, Event event) {
    Session before = sessions.get(event.sessionId());
    Session after =
        event instanceof Event.SessionCreated created
            ? created.session()
            : at(Objects.requireNonNull(before), event.seq());
    sessions.put(event.sessionId(), after);
    if (event instanceof Event.SessionDeleted) {
      sessions.remove(event.sessionId());
    }
    repeats.put(
        key(write),
        new Reply.Repeated(event.sessionId(), event.seq(), event.at(), after, null, null));
    var accepted = record(produced, Json.encode(event));
    EventRecord.describe(event, accepted.headers());
    LogHeaders.put(accepted.headers(), LogHeaders.SEQ, event.seq());
    router().event(accepted);
  }

  private static Session at(Session session, long seq) {
    return new Session(
        session.id(),
        session.title(),
        session.ownerId(),
        session.members(),
        session.metadata(),
        session.createdAt(),
        session.updatedAt(),
        seq,
        session.messageCount());
  }

  private static String key(Command command) {
    return command.sessionId() + "/" + command.actor().userId() + "/" + command.commandId();
  }

  private void reply(ProducerRecord<byte[], byte[]> produced, Reply reply) {
    router().reply(record(produced, Json.encode(reply)));
  }

  private LogRouter router() {
    return Objects.requireNonNull(router);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      ProducerRecord<byte[], byte[]> produced, byte[] value) {
    var made = new ConsumerRecord<>("made", 0, 0, produced.key(), value);
    copyOrigin(produced.headers(), made.headers());
    return made;
  }

  private static void copyOrigin(Headers from, Headers to) {
    var origin = from.lastHeader(LogHeaders.ORIGIN);
    if (origin != null) {
      LogHeaders.put(to, LogHeaders.ORIGIN, new String(origin.value(), UTF_8));
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    super.close();
  }
}
