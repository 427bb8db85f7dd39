package dev.confab.gateway.rest;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.confab.gateway.input.Checked;
import dev.confab.gateway.input.Fields;
import dev.confab.gateway.input.Intake;
import dev.confab.schema.chat.Message;
import dev.confab.schema.command.Caller;
import dev.confab.schema.command.Command;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.web.problem.ProblemException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/// Writes to messages. Who does not accept the answer's media type is refused before anything is
/// written.
@RestController
final class MessageController {
  record Items(List<Message> items) {}

  private final Intake intake;
  private final Verdicts verdicts;

  MessageController(Intake intake, Verdicts verdicts) {
    this.intake = intake;
    this.verdicts = verdicts;
  }

  @PostMapping(value = "/chat/sessions/{sid}/messages", produces = APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<Message>> send(
      Caller caller, @PathVariable SessionId sid, Fields body, @Nullable CommandId key) {
    return send(Verdicts.require(intake.send(caller, sid, body, key)))
        .thenApply(message ->
            ResponseEntity.created(URI.create("/chat/messages/" + message.id())).body(message));
  }

  /// All or an error, but not one write: what was accepted stays beside what was refused, and a
  /// repeat with the same key completes the rest.
  @Batch
  @PostMapping(value = "/chat/sessions/{sid}/messages/batch", produces = APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<Items>> sendAll(
      Caller caller, @PathVariable SessionId sid, Fields body, @Nullable CommandId key) {
    List<Checked<Command.SendMessage>> checked = intake.sendAll(caller, sid, body, key);
    if (!body.violations().isEmpty()) {
      throw ProblemException.invalid(body.violations());
    }
    verdicts.admitMore(caller, checked.size() - 1);
    List<CompletableFuture<Message>> sent =
        checked.stream().map(message -> send(Verdicts.require(message))).toList();
    return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
        // A failure is looked for in the order of the messages, not of the outcomes.
        .handle((all, failure) -> inOrder(sent));
  }

  private static ResponseEntity<Items> inOrder(List<CompletableFuture<Message>> sent) {
    List<Message> items = new ArrayList<>();
    for (CompletableFuture<Message> message : sent) {
      items.add(message.join());
    }
    return ResponseEntity.status(HttpStatus.CREATED).body(new Items(items));
  }

  @PutMapping(value = "/chat/messages/{mid}", produces = APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<Message>> edit(
      Caller caller, @PathVariable MessageId mid, Fields body, @Nullable CommandId key) {
    Command.EditMessage edit = Verdicts.require(intake.edit(caller, mid, body, key));
    return verdicts.decide(edit, outcome -> ResponseEntity.ok(Messages.edited(outcome)));
  }

  @DeleteMapping("/chat/messages/{mid}")
  CompletableFuture<ResponseEntity<Void>> delete(
      Caller caller, @PathVariable MessageId mid, @Nullable CommandId key) {
    return verdicts.decide(intake.delete(caller, mid, key), SessionController::noContent);
  }

  @DeleteMapping("/chat/sessions/{sid}/messages")
  CompletableFuture<ResponseEntity<Void>> clear(
      Caller caller, @PathVariable SessionId sid, @Nullable CommandId key) {
    return verdicts.decide(intake.clear(caller, sid, key), SessionController::noContent);
  }

  private CompletableFuture<Message> send(Command.SendMessage command) {
    return verdicts.decide(command, outcome -> Messages.sent(command, outcome));
  }
}
