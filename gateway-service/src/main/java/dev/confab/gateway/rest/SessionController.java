package dev.confab.gateway.rest;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.confab.gateway.input.Fields;
import dev.confab.gateway.input.Intake;
import dev.confab.gateway.log.Outcome;
import dev.confab.schema.chat.Session;
import dev.confab.schema.command.Caller;
import dev.confab.schema.command.Command;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.reply.Reply;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/// Writes to sessions and their members.
@RestController
final class SessionController {
  private final Intake intake;
  private final Verdicts verdicts;

  SessionController(Intake intake, Verdicts verdicts) {
    this.intake = intake;
    this.verdicts = verdicts;
  }

  @PostMapping(value = "/chat/sessions", produces = APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<Session>> create(
      Caller caller, Fields body, @Nullable CommandId key) {
    Command.CreateSession command = Verdicts.require(intake.create(caller, body, key));
    // As many as to add them one by one.
    verdicts.admitMore(caller, command.members() == null ? 0 : command.members().size());
    return verdicts.decide(
        command,
        outcome -> {
          Session session = sessionOf(outcome);
          return ResponseEntity.created(URI.create("/chat/sessions/" + session.id())).body(session);
        });
  }

  @PatchMapping(value = "/chat/sessions/{sid}", produces = APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<Session>> update(
      Caller caller, @PathVariable SessionId sid, Fields body, @Nullable CommandId key) {
    return verdicts.decide(
        Verdicts.require(intake.update(caller, sid, body, key)),
        outcome -> ResponseEntity.ok(sessionOf(outcome)));
  }

  @DeleteMapping("/chat/sessions/{sid}")
  CompletableFuture<ResponseEntity<Void>> delete(
      Caller caller, @PathVariable SessionId sid, @Nullable CommandId key) {
    return verdicts.decide(intake.deleteSession(caller, sid, key), SessionController::noContent);
  }

  @PutMapping("/chat/sessions/{sid}/members/{user}")
  CompletableFuture<ResponseEntity<Void>> addMember(
      Caller caller,
      @PathVariable SessionId sid,
      @PathVariable UserId user,
      @Nullable CommandId key) {
    return verdicts.decide(intake.addMember(caller, sid, user, key), SessionController::noContent);
  }

  @DeleteMapping("/chat/sessions/{sid}/members/{user}")
  CompletableFuture<ResponseEntity<Void>> removeMember(
      Caller caller,
      @PathVariable SessionId sid,
      @PathVariable UserId user,
      @Nullable CommandId key) {
    return verdicts.decide(
        intake.removeMember(caller, sid, user, key), SessionController::noContent);
  }

  static ResponseEntity<Void> noContent(Outcome outcome) {
    return ResponseEntity.noContent().build();
  }

  /// For a repeat the session as it is now: what has changed since the first answer is newer, not
  /// other.
  private static Session sessionOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted accepted -> sessionOf(accepted.event());
      case Outcome.Replied(Reply.Unchanged unchanged) -> unchanged.session();
      case Outcome.Replied(Reply.Repeated repeated) -> {
        Session session = repeated.session();
        if (session == null) {
          throw Verdicts.sessionNotFound();
        }
        yield session;
      }
      case Outcome.Replied replied -> throw Verdicts.unavailable();
      case Outcome.Unavailable unavailable -> throw Verdicts.unavailable();
    };
  }

  private static Session sessionOf(Event event) {
    if (event instanceof Event.SessionCreated created) {
      return created.session();
    }
    if (event instanceof Event.SessionUpdated updated) {
      return updated.session();
    }
    throw new IllegalStateException("a session's write became " + event.typeName());
  }
}
