package dev.confab.system.load;

import dev.confab.system.history.Entry;
import dev.confab.system.history.WriteKind;
import java.io.IOException;
import java.net.URI;

/// Attempts writes by REST and writes down what comes of it. Thread-safe; a call blocks.
final class RestWrite {
  enum Outcome {
    ACKED,
    REFUSED,
    /// Nobody knows: to be repeated with the same key.
    OPEN
  }

  private final Rest rest;
  private final Journal journal;

  RestWrite(Rest rest, Journal journal) {
    this.rest = rest;
    this.journal = journal;
  }

  Outcome attempt(Account account, Task task, URI gateway) throws InterruptedException {
    long op = journal.invoke(account.user(), task, gateway.toString(), "rest");
    try {
      Rest.Answer answer =
          rest.ask(account, task.method(), gateway, task.path(), task.body(), task.clientId());
      return settle(account, task, op, answer);
    } catch (IOException e) {
      journal.record(account.user(), new Entry.Unanswered(op, e.getClass().getSimpleName()));
      return Outcome.OPEN;
    }
  }

  private Outcome settle(Account account, Task task, long op, Rest.Answer answer) {
    if (answer.isOk()) {
      long seq = task.kind() == WriteKind.SEND ? answer.body().path("seq").asLong(0) : 0;
      journal.record(account.user(), new Entry.Acked(op, seq));
      return Outcome.ACKED;
    }
    if (answer.code().isEmpty() || answer.status() >= 500) {
      String why = answer.status() + " " + answer.code();
      journal.record(account.user(), new Entry.Unanswered(op, why));
      return Outcome.OPEN;
    }
    journal.record(account.user(), new Entry.Refused(op, answer.code()));
    return Codes.passes(answer.code()) ? Outcome.OPEN : Outcome.REFUSED;
  }
}
