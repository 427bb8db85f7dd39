package dev.confab.message.domain;

import static dev.confab.schema.error.ErrorCode.FORBIDDEN;
import static dev.confab.schema.error.ErrorCode.MESSAGE_NOT_FOUND;
import static dev.confab.schema.error.ErrorCode.UNAVAILABLE;

import dev.confab.message.domain.Decision.Accepted;
import dev.confab.message.domain.Decision.Made;
import dev.confab.message.domain.Decision.Repeated;
import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.command.Command;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Decides about the messages of a session that the caller may see.
final class MessageDecider {
  /// What is known of a message that somebody wants to change.
  private sealed interface Knowledge {
    record Known(RecentMessage message) implements Knowledge {}

    record Gone() implements Knowledge {}

    record Forgotten() implements Knowledge {}
  }

  @Nullable ArchiveQuestion question(SessionState state, MessageId id) {
    return remembered(state, id) instanceof Knowledge.Forgotten
        ? new ArchiveQuestion(id, state.recent().forgottenUpTo())
        : null;
  }

  Decision send(SessionState state, Command.SendMessage c) {
    MessageRole role = c.role() == null ? MessageRole.USER : c.role();
    if (role != MessageRole.USER && !c.actor().mayPostAsAssistant()) {
      return Decider.reject(FORBIDDEN);
    }
    long seq = Decider.next(state);
    Message message =
        new Message(
            new MessageId(state.id(), seq),
            state.id(),
            seq,
            c.actor().userId(),
            role,
            c.content(),
            c.metadata() == null ? SessionState.NO_METADATA : c.metadata(),
            c.at(),
            null,
            c.isKeyed() ? c.commandId() : null);
    return new Accepted(
        new Event.MessageCreated(
            state.id(), seq, c.at(), Decider.actor(c), c.commandId(), message));
  }

  Decision edit(SessionState state, Command.EditMessage c, @Nullable Lookup lookup) {
    return switch (known(state, c.messageId(), lookup)) {
      case Knowledge.Gone gone -> Decider.reject(MESSAGE_NOT_FOUND);
      case Knowledge.Forgotten forgotten -> Decider.reject(UNAVAILABLE);
      case Knowledge.Known(RecentMessage old) when !old.senderId().equals(c.actor().userId()) ->
          Decider.reject(FORBIDDEN);
      case Knowledge.Known(RecentMessage old) -> {
        Message message = edited(old, c, c.at());
        yield new Accepted(
            new Event.MessageUpdated(
                state.id(), Decider.next(state), c.at(), Decider.actor(c), c.commandId(), message));
      }
    };
  }

  /// A repeat has the message as the first edit made it, unless it was deleted since. That it was
  /// accepted is known without the message.
  Decision editAgain(
      SessionState state, Command.EditMessage c, Remembered first, @Nullable Lookup lookup) {
    Made made =
        switch (known(state, c.messageId(), lookup)) {
          case Knowledge.Gone gone -> new Made.Nothing();
          case Knowledge.Forgotten forgotten -> new Made.Unknown();
          case Knowledge.Known(RecentMessage old) -> new Made.Edited(edited(old, c, first.at()));
        };
    return new Repeated(first.seq(), first.at(), made);
  }

  private static Message edited(RecentMessage old, Command.EditMessage c, Instant at) {
    return new Message(
        c.messageId(),
        c.sessionId(),
        old.seq(),
        old.senderId(),
        old.role(),
        c.content(),
        c.metadata() == null ? old.metadata() : c.metadata(),
        old.createdAt(),
        at,
        old.clientId());
  }

  Decision delete(SessionState state, Command.DeleteMessage c, @Nullable Lookup lookup) {
    return switch (known(state, c.messageId(), lookup)) {
      case Knowledge.Gone gone -> Decider.reject(MESSAGE_NOT_FOUND);
      case Knowledge.Forgotten forgotten -> Decider.reject(UNAVAILABLE);
      case Knowledge.Known(RecentMessage old) when !mayDelete(state, c, old.senderId()) ->
          Decider.reject(FORBIDDEN);
      case Knowledge.Known known ->
          new Accepted(
              new Event.MessageDeleted(
                  state.id(),
                  Decider.next(state),
                  c.at(),
                  Decider.actor(c),
                  c.commandId(),
                  c.messageId()));
    };
  }

  private static boolean mayDelete(SessionState state, Command c, UserId author) {
    return author.equals(c.actor().userId())
        || c.actor().isService()
        || state.isOwner(c.actor().userId());
  }

  private static Knowledge known(SessionState state, MessageId id, @Nullable Lookup lookup) {
    Knowledge knowledge = remembered(state, id);
    if (!(knowledge instanceof Knowledge.Forgotten) || lookup == null) {
      return knowledge;
    }
    return switch (lookup) {
      case Lookup.Unavailable unavailable -> knowledge;
      case Lookup.Absent absent -> new Knowledge.Gone();
      case Lookup.Found found ->
          new Knowledge.Known(
              new RecentMessage(
                  id.seq(),
                  0,
                  false,
                  found.senderId(),
                  found.role(),
                  found.metadata(),
                  0,
                  found.createdAt(),
                  found.clientId()));
    };
  }

  private static Knowledge remembered(SessionState state, MessageId id) {
    if (!id.session().equals(state.id())
        || id.seq() > state.lastSeq()
        || id.seq() <= state.clearedUpTo()) {
      return new Knowledge.Gone();
    }
    RecentMessage recent = state.recent().find(id.seq());
    if (recent != null) {
      return recent.deleted() ? new Knowledge.Gone() : new Knowledge.Known(recent);
    }
    return id.seq() <= state.recent().forgottenUpTo()
        ? new Knowledge.Forgotten()
        : new Knowledge.Gone();
  }
}
