package dev.confab.gateway.input;

import dev.confab.schema.command.Caller;
import dev.confab.schema.command.Command;
import dev.confab.schema.error.Violation;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.limit.Limits;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes commands of what clients send: checks form and limits, stamps the time. Whether the caller
/// may do it is the shard's business. Thread-safe.
public final class Intake {
  /// How many messages a batch may hold.
  public static final int BATCH = 100;

  private final Clock clock;
  private final Limits limits;

  public Intake(Clock clock, Limits limits) {
    this.clock = clock;
    this.limits = limits;
  }

  public Checked<Command.CreateSession> create(
      Caller caller, Fields fields, @Nullable CommandId requestKey) {
    Key key = Key.of(fields.optionalKey("clientId"), requestKey);
    return check(
        fields,
        new Command.CreateSession(
            key.session(caller.userId()),
            key.id(),
            now(),
            caller,
            key.keyed(),
            fields.optionalText("title"),
            fields.optionalUsers("members", limits.members()),
            fields.optionalMetadata("metadata")));
  }

  public Checked<Command.UpdateSession> update(
      Caller caller, SessionId session, Fields fields, @Nullable CommandId requestKey) {
    Key key = Key.of(fields.optionalKey("clientId"), requestKey);
    return check(
        fields,
        new Command.UpdateSession(
            session,
            key.id(),
            now(),
            caller,
            key.keyed(),
            fields.clearableText("title"),
            fields.clearableMetadata("metadata")));
  }

  public Checked<Command.SendMessage> send(
      Caller caller, SessionId session, Fields fields, @Nullable CommandId requestKey) {
    Key key = Key.of(fields.optionalKey("clientId"), requestKey);
    return check(
        fields,
        new Command.SendMessage(
            session,
            key.id(),
            now(),
            caller,
            key.keyed(),
            fields.text("content"),
            fields.optionalRole("role"),
            fields.optionalMetadata("metadata")));
  }

  /// Message `i` of a batch without a key of its own has the request's with `#i`. The violations
  /// are those of all messages.
  public List<Checked<Command.SendMessage>> sendAll(
      Caller caller, SessionId session, Fields fields, @Nullable CommandId requestKey) {
    List<Checked<Command.SendMessage>> checked = new ArrayList<>();
    for (Fields message : fields.objects("messages", 1, BATCH)) {
      CommandId key = requestKey == null ? null : requestKey.at(checked.size());
      checked.add(send(caller, session, message, key));
    }
    return checked;
  }

  public Checked<Command.EditMessage> edit(
      Caller caller, MessageId message, Fields fields, @Nullable CommandId requestKey) {
    Key key = Key.of(fields.optionalKey("clientId"), requestKey);
    return check(
        fields,
        new Command.EditMessage(
            message.session(),
            key.id(),
            now(),
            caller,
            key.keyed(),
            message,
            fields.text("content"),
            fields.clearableMetadata("metadata")));
  }

  public Command.DeleteMessage delete(
      Caller caller, MessageId message, @Nullable CommandId requestKey) {
    Key key = Key.of(requestKey);
    return new Command.DeleteMessage(
        message.session(), key.id(), now(), caller, key.keyed(), message);
  }

  public Command.ClearMessages clear(
      Caller caller, SessionId session, @Nullable CommandId requestKey) {
    Key key = Key.of(requestKey);
    return new Command.ClearMessages(session, key.id(), now(), caller, key.keyed());
  }

  public Command.DeleteSession deleteSession(
      Caller caller, SessionId session, @Nullable CommandId requestKey) {
    Key key = Key.of(requestKey);
    return new Command.DeleteSession(session, key.id(), now(), caller, key.keyed());
  }

  public Command.AddMember addMember(
      Caller caller, SessionId session, UserId user, @Nullable CommandId requestKey) {
    Key key = Key.of(requestKey);
    return new Command.AddMember(session, key.id(), now(), caller, key.keyed(), user);
  }

  public Command.RemoveMember removeMember(
      Caller caller, SessionId session, UserId user, @Nullable CommandId requestKey) {
    Key key = Key.of(requestKey);
    return new Command.RemoveMember(session, key.id(), now(), caller, key.keyed(), user);
  }

  public Command.GetInfo info(Caller caller, SessionId session) {
    return new Command.GetInfo(session, Key.fresh(), now(), caller);
  }

  private <C extends Command> Checked<C> check(Fields fields, C command) {
    fields.add(limits.violations(command));
    List<Violation> violations = fields.violations();
    return violations.isEmpty() ? new Checked.Valid<>(command) : new Checked.Invalid<>(violations);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
