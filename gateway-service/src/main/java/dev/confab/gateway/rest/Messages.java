package dev.confab.gateway.rest;

import dev.confab.gateway.log.Outcome;
import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.command.Command;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.reply.Reply;
import dev.confab.web.problem.ProblemException;
import java.util.Objects;
import tools.jackson.databind.node.JsonNodeFactory;

/// The messages that writes answer with.
final class Messages {
  private Messages() {}

  /// A repeat has the same body as the first request, so the first answer can be made again.
  static Message sent(Command.SendMessage command, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted accepted
          when accepted.event() instanceof Event.MessageCreated created ->
          created.message();
      case Outcome.Replied(Reply.Repeated repeated) -> again(command, repeated);
      case Outcome.Accepted other -> throw new IllegalStateException("not a message");
      case Outcome.Replied replied -> throw Verdicts.unavailable();
      case Outcome.Unavailable unavailable -> throw Verdicts.unavailable();
    };
  }

  private static Message again(Command.SendMessage command, Reply.Repeated first) {
    return new Message(
        new MessageId(command.sessionId(), first.seq()),
        command.sessionId(),
        first.seq(),
        command.actor().userId(),
        Objects.requireNonNullElse(command.role(), MessageRole.USER),
        command.content(),
        Objects.requireNonNullElseGet(
            command.metadata(), () -> new Metadata(JsonNodeFactory.instance.objectNode())),
        first.at(),
        null,
        command.isKeyed() ? command.commandId() : null);
  }

  /// The message as the edit made it; a repeat may come when it is gone.
  static Message edited(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted accepted
          when accepted.event() instanceof Event.MessageUpdated updated ->
          updated.message();
      case Outcome.Replied(Reply.Repeated repeated) when repeated.message() != null ->
          repeated.message();
      case Outcome.Replied(Reply.Repeated repeated) when repeated.session() == null ->
          throw Verdicts.sessionNotFound();
      case Outcome.Replied(Reply.Repeated repeated) when repeated.messageUnknown() != null ->
          throw Verdicts.unavailable();
      case Outcome.Replied(Reply.Repeated repeated) ->
          throw new ProblemException(
              ErrorCode.MESSAGE_NOT_FOUND, ErrorCode.MESSAGE_NOT_FOUND.sentence());
      case Outcome.Accepted other -> throw new IllegalStateException("not an edit");
      case Outcome.Replied replied -> throw Verdicts.unavailable();
      case Outcome.Unavailable unavailable -> throw Verdicts.unavailable();
    };
  }
}
