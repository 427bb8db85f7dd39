package dev.confab.client;

import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Session;
import dev.confab.schema.codec.Json;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.signal.Signal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// One conversation. Nothing here blocks; futures fail with a {@link ConfabException}. Listeners
/// are called one at a time, in the log's order, on the line's thread: they must not wait for
/// anything that it brings. Thread-safe.
public final class ChatSession {
  /// For how long a change whose answer is lost is asked for again.
  private static final Duration PERSISTENCE = Duration.ofSeconds(30);

  private final SessionId id;
  private final Connection connection;
  private final RestApi rest;
  private final int pageSize;
  private final Timeline timeline = new Timeline();
  private final Outbox outbox;
  private final Sync sync;
  private final Set<UserId> present = new TreeSet<>();
  private final Listeners<Event> events = new Listeners<>();
  private final Listeners<Signal> signals = new Listeners<>();
  private final Listeners<SessionState> states = new Listeners<>();

  /// Who waits for it to be live.
  private final Queue<CompletableFuture<Void>> joining = new ConcurrentLinkedQueue<>();

  ChatSession(SessionId id, Connection connection, RestApi rest, int pageSize) {
    this.id = id;
    this.connection = connection;
    this.rest = rest;
    this.pageSize = pageSize;
    this.outbox = new Outbox(id, connection);
    this.sync = new Sync(id, connection, rest, timeline, pageSize, new Listener());
  }

  public SessionId id() {
    return id;
  }

  /// The messages from some seq on, in order, without a hole or a double. A copy.
  public List<Message> messages() {
    return timeline.messages();
  }

  /// Title, members and so on; `null` until it was joined.
  public @Nullable Session info() {
    return timeline.session();
  }

  public SessionState state() {
    return sync.state();
  }

  /// The users who are here now.
  public List<UserId> participants() {
    synchronized (present) {
      return List.copyOf(present);
    }
  }

  /// How many messages have no verdict yet.
  public int unsent() {
    return outbox.waiting();
  }

  /// Each event that gets into the list by a join, a resume or live: once, in order. After a long
  /// absence the list may start again with a page instead.
  public void onEvent(Consumer<Event> listener) {
    events.add(listener);
  }

  public void onSignal(Consumer<Signal> listener) {
    signals.add(listener);
  }

  public void onState(Consumer<SessionState> listener) {
    states.add(listener);
  }

  /// Goes live, over all reconnects, until {@link #leave}. Done when it is live for the first time.
  /// Ends by itself when the session is {@link SessionState.Status#GONE}, the connection is closed
  /// for good or the server refuses the join; joining again revives it.
  public CompletableFuture<Void> join() {
    CompletableFuture<Void> live = new CompletableFuture<>();
    joining.add(live);
    sync.want();
    settle(sync.state(), null);
    return live;
  }

  /// Tells those who wait for the join, if there is something to tell.
  private void settle(SessionState state, @Nullable ConfabException why) {
    ConfabException failure = why == null ? ConfabException.closed() : why;
    boolean live =
        state.status() == SessionState.Status.LIVE || state.status() == SessionState.Status.BEHIND;
    if (state.status() == SessionState.Status.JOINING) {
      return;
    }
    for (var each = joining.poll(); each != null; each = joining.poll()) {
      if (live) {
        each.complete(null);
      } else {
        each.completeExceptionally(failure);
      }
    }
  }

  public void leave() {
    sync.unwant();
  }

  public CompletableFuture<Sent> send(String content) {
    return send(content, null, null, null);
  }

  /// Sends as soon as can be, behind what was sent before, until there is a verdict.
  ///
  /// @param clientId the same again is the same message; a new one if it is `null`
  public CompletableFuture<Sent> send(
      String content,
      @Nullable MessageRole role,
      @Nullable Map<String, ?> metadata,
      @Nullable CommandId clientId) {
    CommandId key = clientId == null ? new CommandId(UUID.randomUUID().toString()) : clientId;
    CompletableFuture<Sent> sent = new CompletableFuture<>();
    outbox.send(new Outbox.Letter(key, content, role, metadata, sent));
    return sent;
  }

  public CompletableFuture<Sent> edit(MessageId message, String content) {
    return change(message, "edit_message", Map.of("content", content));
  }

  public CompletableFuture<Sent> delete(MessageId message) {
    return change(message, "delete_message", Map.of());
  }

  /// Says that the user writes, or no longer does. Nobody hears of it while there is no line.
  public void typing(boolean writes) {
    connection.tell("typing", Map.of("sessionId", id, "typing", writes));
  }

  public boolean hasOlder() {
    return timeline.hasOlder();
  }

  /// Puts the page before the first message in front.
  public CompletableFuture<Void> loadOlder() {
    return Confab.later(() -> {
      long generation = timeline.generation();
      List<Event> journal = timeline.journal();
      try {
        if (timeline.hasOlder()) {
          Page<Message> page = rest.messages(id, pageSize, timeline.before(), timeline.seq());
          timeline.prepend(page, journal, generation);
        }
      } finally {
        timeline.drop(journal);
      }
      return null;
    });
  }

  public CompletableFuture<Void> addMember(UserId user) {
    return Confab.later(() -> {
      rest.addMember(id, user);
      return null;
    });
  }

  public CompletableFuture<Void> removeMember(UserId user) {
    return Confab.later(() -> {
      rest.removeMember(id, user);
      return null;
    });
  }

  /// Deletes all messages for everybody.
  public CompletableFuture<Void> clear() {
    return Confab.later(() -> {
      rest.clear(id);
      return null;
    });
  }

  private CompletableFuture<Sent> change(MessageId message, String type, Map<String, ?> fields) {
    Map<String, Object> frame = new HashMap<>(fields);
    frame.put("messageId", message);
    // A repeat must not undo what somebody else wrote in between.
    frame.put("clientId", new CommandId(UUID.randomUUID().toString()));
    try {
      FrameText.check(type, frame);
    } catch (ConfabException e) {
      return CompletableFuture.failedFuture(e);
    }
    return Confab.later(() -> insist(message, type, frame));
  }

  private Sent insist(MessageId message, String type, Map<String, ?> frame)
      throws InterruptedException {
    Backoff backoff = Backoff.ofRequest();
    long until = System.nanoTime() + PERSISTENCE.toNanos();
    while (true) {
      try {
        JsonNode ack = connection.ask(type, frame, until);
        return new Sent(message, ack.path("seq").asLong());
      } catch (ConfabException e) {
        if (!e.retryable() || System.nanoTime() > until) {
          throw e;
        }
        Thread.sleep(backoff.next());
      }
    }
  }

  void receive(JsonNode event) {
    sync.receive(event);
  }

  void signal(Signal signal) {
    synchronized (present) {
      switch (signal) {
        case Signal.UserJoined joined -> present.add(joined.userId());
        case Signal.UserLeft left -> present.remove(left.userId());
        case Signal.Typing typing -> {}
      }
    }
    signals.tell(signal);
  }

  void close() {
    sync.unwant();
    outbox.close();
  }

  /// What the log does to the rest.
  private final class Listener implements Sync.Host {
    @Override
    public void apply(long seq, JsonNode frame, boolean past) {
      Event event = read(frame);
      if (event instanceof Event.MessageCreated created) {
        outbox.landed(created.message());
      }
      timeline.apply(seq, event);
      if (event == null) {
        return;
      }
      events.tell(event);
      boolean out =
          event instanceof Event.MemberRemoved removed
              && removed.member().userId().equals(connection.user());
      if (!past && (out || event instanceof Event.SessionDeleted)) {
        sync.gone(ConfabException.gone());
      }
    }

    /// `null` for one that a later version of the protocol has.
    private static @Nullable Event read(JsonNode frame) {
      try {
        return Json.mapper().treeToValue(frame, Event.class);
      } catch (JacksonException e) {
        return null;
      }
    }

    @Override
    public void restart(String epoch, long seq, Session session, Page<Message> newest) {
      newest.items().forEach(outbox::landed);
      timeline.reset(epoch, seq, session, newest);
    }

    @Override
    public void joined(JsonNode answer) {
      synchronized (present) {
        present.clear();
        answer
            .path("participants")
            .values()
            .forEach(user -> present.add(UserId.of(user.asString(""))));
      }
    }

    @Override
    public void changed(SessionState state, @Nullable ConfabException why) {
      settle(state, why);
      states.tell(state);
    }
  }
}
