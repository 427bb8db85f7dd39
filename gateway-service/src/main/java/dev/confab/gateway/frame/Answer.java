package dev.confab.gateway.frame;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.confab.schema.chat.Session;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.error.Violation;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.reply.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client gets for a frame of his own; `id` is his frame's.
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Answer {
  /// `expiresIn` is in whole seconds from now, for clients whose clock is wrong.
  record Authenticated(String type, String id, UserId userId, Instant expiresAt, long expiresIn)
      implements Answer {}

  record Joined(
      String type,
      String id,
      SessionId sessionId,
      String epoch,
      long seq,
      boolean recovered,
      Session session,
      List<UserId> participants)
      implements Answer {}

  record Left(String type, String id, SessionId sessionId) implements Answer {}

  /// `seq` is the event's, `messageId` the message that was sent, edited or deleted.
  record Ack(String type, String id, SessionId sessionId, long seq, MessageId messageId)
      implements Answer {}

  record SessionInfo(String type, String id, Session session, List<UserId> participants)
      implements Answer {}

  record Pong(String type, String id) implements Answer {}

  /// To a frame that has no other answer, where one was asked for.
  record Done(String type, String id, SessionId sessionId) implements Answer {}

  /// Without `id` if the frame had none that can be echoed.
  record Error(
      String type,
      @Nullable String id,
      ErrorCode code,
      String message,
      boolean retryable,
      @Nullable List<Violation> violations)
      implements Answer {}

  static Answer authenticated(String id, UserId user, Instant expiresAt, Instant now) {
    long left = Math.max(0, Duration.between(now, expiresAt).toSeconds());
    return new Authenticated("authenticated", id, user, expiresAt, left);
  }

  static Answer joined(String id, Reply.Joined reply, boolean recovered) {
    return new Joined(
        "joined",
        id,
        reply.sessionId(),
        reply.epoch(),
        reply.seq(),
        recovered,
        reply.session(),
        reply.participants());
  }

  static Answer left(String id, SessionId session) {
    return new Left("left", id, session);
  }

  static Answer ack(String id, long seq, MessageId message) {
    return new Ack("ack", id, message.session(), seq, message);
  }

  static Answer info(String id, Reply.Info reply) {
    return new SessionInfo("session_info", id, reply.session(), reply.participants());
  }

  static Answer pong(String id) {
    return new Pong("pong", id);
  }

  static Answer done(String id, SessionId session) {
    return new Done("done", id, session);
  }

  static Answer error(@Nullable String id, ErrorCode code, String message) {
    return new Error("error", id, code, message, code.retryable(), null);
  }

  static Answer error(@Nullable String id, ErrorCode code) {
    return error(id, code, code.sentence());
  }

  static Answer invalid(String id, List<Violation> violations) {
    ErrorCode code = ErrorCode.INVALID;
    return new Error("error", id, code, code.sentence(), code.retryable(), violations);
  }
}
