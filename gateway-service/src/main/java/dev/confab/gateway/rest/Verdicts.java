package dev.confab.gateway.rest;

import dev.confab.gateway.input.Checked;
import dev.confab.gateway.log.CommandLog;
import dev.confab.gateway.log.Outcome;
import dev.confab.schema.command.Caller;
import dev.confab.schema.command.Command;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.error.Violation;
import dev.confab.schema.reply.Reply;
import dev.confab.web.limit.UserBudget;
import dev.confab.web.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// Takes commands to the log and brings back what a REST answer is made of. The answer is made on
/// `executor`, since outcomes come on the log's one thread.
final class Verdicts {
  private final CommandLog commands;
  private final UserBudget users;
  private final Executor executor;

  Verdicts(CommandLog commands, UserBudget users, Executor executor) {
    this.commands = commands;
    this.users = users;
    this.executor = executor;
  }

  /// The command, or a problem that names all that is wrong with it.
  static <C extends Command> C require(Checked<C> checked) {
    return switch (checked) {
      case Checked.Valid<C> valid -> valid.command();
      case Checked.Invalid<C> invalid -> throw ProblemException.invalid(invalid.violations());
    };
  }

  /// Throws `rate_limited` if the caller asks for so many writes more than he may, besides the one
  /// that {@link WriteAdmission} counted; then nothing is sent.
  void admitMore(Caller caller, int count) {
    if (!users.take(caller, count, 0)) {
      throw new ProblemException(ErrorCode.RATE_LIMITED, ErrorCode.RATE_LIMITED.sentence());
    }
  }

  <T> CompletableFuture<T> decide(Command command, Function<Outcome, T> answer) {
    return commands
        .send(command)
        .thenApplyAsync(outcome -> answer.apply(positive(outcome)), executor);
  }

  /// The outcome, unless it is a refusal: that becomes a problem.
  static Outcome positive(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted accepted -> accepted;
      case Outcome.Replied(Reply.Rejected rejected) -> throw refusal(rejected);
      case Outcome.Replied replied -> replied;
      case Outcome.Unavailable unavailable -> throw unavailable();
    };
  }

  private static ProblemException refusal(Reply.Rejected rejected) {
    return rejected.code() == ErrorCode.INVALID
        ? ProblemException.invalid(violations(rejected.message()))
        : new ProblemException(rejected.code(), rejected.message());
  }

  /// A shard says what is invalid as `field: message; field: message`.
  private static List<Violation> violations(String text) {
    return Arrays.stream(text.split("; ", -1))
        .map(one -> one.split(": ", 2))
        .map(parts -> new Violation(parts.length == 2 ? parts[0] : "", parts[parts.length - 1]))
        .toList();
  }

  static ProblemException unavailable() {
    return new ProblemException(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.sentence());
  }

  static ProblemException sessionNotFound() {
    return new ProblemException(
        ErrorCode.SESSION_NOT_FOUND, ErrorCode.SESSION_NOT_FOUND.sentence());
  }
}
