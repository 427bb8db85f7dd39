package dev.confab.gateway.socket;

import dev.confab.gateway.frame.Answer;
import dev.confab.gateway.log.Outcome;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.reply.Reply;
import java.util.function.LongFunction;

/// How outcomes read on a socket.
final class Answers {
  private Answers() {}

  /// `messageOf` names the message that the write with that seq is about.
  static Answer ofWrite(String id, Outcome outcome, LongFunction<MessageId> messageOf) {
    return switch (outcome) {
      case Outcome.Accepted accepted -> ack(id, accepted.seq(), messageOf);
      case Outcome.Replied(Reply.Repeated repeated) -> ack(id, repeated.seq(), messageOf);
      case Outcome.Replied(Reply.Unchanged unchanged) -> ack(id, unchanged.seq(), messageOf);
      case Outcome.Replied replied -> ofTrouble(id, replied);
      case Outcome.Unavailable unavailable -> ofTrouble(id, unavailable);
    };
  }

  /// For an outcome that is not the one that was asked for.
  static Answer ofTrouble(String id, Outcome outcome) {
    return outcome instanceof Outcome.Replied(Reply.Rejected rejected)
        ? Answer.error(id, rejected.code(), rejected.message())
        : Answer.error(id, ErrorCode.UNAVAILABLE);
  }

  private static Answer ack(String id, long seq, LongFunction<MessageId> messageOf) {
    return Answer.ack(id, seq, messageOf.apply(seq));
  }
}
