package dev.confab.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.confab.gateway.log.Outcome;
import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.command.Command;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.reply.Reply;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/// The messages that writes answer with.
final class Messages {
  /// What is known of a message when its edit is repeated so late that the shard has forgotten the
  /// message: the edit.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Edit(
      MessageId id,
      SessionId sessionId,
      long seq,
      String content,
      @Nullable Metadata metadata,
      Instant editedAt) {}

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

  /// The message, or for a repeat what the edit said of it.
  static Object edited(Command.EditMessage command, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted accepted
          when accepted.event() instanceof Event.MessageUpdated updated ->
          updated.message();
      case Outcome.Replied(Reply.Repeated repeated) when repeated.message() != null ->
          repeated.message();
      case Outcome.Replied(Reply.Repeated repeated) ->
          new Edit(
              command.messageId(),
              command.sessionId(),
              command.messageId().seq(),
              command.content(),
              command.metadata(),
              repeated.at());
      case Outcome.Accepted other -> throw new IllegalStateException("not an edit");
      case Outcome.Replied replied -> throw Verdicts.unavailable();
      case Outcome.Unavailable unavailable -> throw Verdicts.unavailable();
    };
  }
}
