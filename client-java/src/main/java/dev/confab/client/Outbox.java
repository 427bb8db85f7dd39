package dev.confab.client;

import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What was written in a session and has no place in its log yet, in order. One message is under
/// way at a time, so that a refusal or a lost answer never lets the next one overtake; it is sent
/// again, with the same `clientId`, until there is a verdict: the ack, or its event if that is seen
/// first. Thread-safe.
final class Outbox {
  private static final String SEND = "send_message";

  private final SessionId session;
  private final Connection connection;
  private final Deque<Letter> letters = new ArrayDeque<>();
  private @Nullable Thread courier;
  private boolean closed;

  record Letter(
      CommandId clientId,
      String content,
      @Nullable MessageRole role,
      @Nullable Map<String, ?> metadata,
      CompletableFuture<Sent> sent) {
    Map<String, Object> fields(SessionId session) {
      Map<String, Object> fields = new HashMap<>();
      fields.put("sessionId", session);
      fields.put("content", content);
      fields.put("clientId", clientId);
      if (role != null) {
        fields.put("role", role);
      }
      if (metadata != null) {
        fields.put("metadata", metadata);
      }
      return fields;
    }
  }

  Outbox(SessionId session, Connection connection) {
    this.session = session;
    this.connection = connection;
  }

  void send(Letter letter) {
    try {
      FrameText.check(SEND, letter.fields(session));
    } catch (ConfabException e) {
      letter.sent().completeExceptionally(e);
      return;
    }
    synchronized (letters) {
      if (closed) {
        letter.sent().completeExceptionally(ConfabException.closed());
        return;
      }
      letters.add(letter);
      if (courier == null) {
        courier = Thread.ofVirtual().name("confab-outbox").start(this::carry);
      }
    }
  }

  /// How many have no verdict yet.
  int waiting() {
    synchronized (letters) {
      return letters.size();
    }
  }

  /// A message of the log, which may be one of ours.
  void landed(Message message) {
    UserId user = connection.user();
    CommandId clientId = message.clientId();
    if (clientId == null || (user != null && !user.equals(message.senderId()))) {
      return;
    }
    for (Letter letter : copy()) {
      if (letter.clientId().equals(clientId)) {
        letter.sent().complete(new Sent(message.id(), message.seq()));
      }
    }
  }

  void close() {
    synchronized (letters) {
      closed = true;
      letters.forEach(letter -> letter.sent().completeExceptionally(ConfabException.closed()));
      letters.clear();
      if (courier != null) {
        courier.interrupt();
      }
    }
  }

  private List<Letter> copy() {
    synchronized (letters) {
      return new ArrayList<>(letters);
    }
  }

  private void carry() {
    try {
      for (Letter letter = next(null); letter != null; letter = next(letter)) {
        try {
          deliver(letter);
        } catch (RuntimeException e) {
          // An answer that is not what it should be.
          letter.sent().completeExceptionally(e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The courier ends where there is nothing to carry.
  private @Nullable Letter next(@Nullable Letter done) {
    synchronized (letters) {
      if (done != null) {
        letters.remove(done);
      }
      Letter first = letters.peek();
      if (first == null) {
        courier = null;
      }
      return first;
    }
  }

  private void deliver(Letter letter) throws InterruptedException {
    Backoff backoff = Backoff.ofLine();
    while (!letter.sent().isDone()) {
      try {
        JsonNode ack = connection.ask(SEND, letter.fields(session));
        letter
            .sent()
            .complete(
                new Sent(
                    MessageId.of(ack.path("messageId").asString("")), ack.path("seq").asLong()));
      } catch (ConfabException e) {
        if (!e.retryable()) {
          letter.sent().completeExceptionally(e);
        } else if (connection.line() != null) {
          Thread.sleep(backoff.next());
        }
      }
    }
  }
}
