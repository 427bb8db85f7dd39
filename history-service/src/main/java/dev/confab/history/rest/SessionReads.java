package dev.confab.history.rest;

import dev.confab.history.page.Patience;
import dev.confab.history.page.Reading;
import dev.confab.history.page.SessionFinder;
import dev.confab.history.page.View;
import dev.confab.history.window.ViewBehindException;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.SessionId;
import dev.confab.web.problem.ProblemException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/// Reads of one session, which may wait until the view holds what is asked for. Thread-safe.
public final class SessionReads {
  private final SessionFinder sessions;
  private final Patience patience;
  private final Waiting waiting;

  public SessionReads(SessionFinder sessions, Patience patience, Waiting waiting) {
    this.sessions = sessions;
    this.patience = patience;
    this.waiting = waiting;
  }

  /// A `ResponseEntity`, or the future of one where the view has to come first.
  Object read(
      Reading reading,
      SessionId session,
      @Nullable String minSeq,
      Function<View, ResponseEntity<byte[]>> answer) {
    Parameters parameters = new Parameters();
    long seq = parameters.seq("minSeq", minSeq);
    parameters.check();
    Supplier<@Nullable ResponseEntity<byte[]>> read =
        () -> {
          // What an attempt before this one gathered is not used.
          reading.room().clear();
          View view = sessions.find(reading, session, seq);
          return view == null ? null : answer.apply(view);
        };
    if (seq == 0) {
      return found(read.get());
    }
    ResponseEntity<byte[]> now = ifThere(read);
    return now == null
        ? waiting.read(reading.caller(), () -> found(patience.readAgain(session, read)))
        : now;
  }

  private static @Nullable ResponseEntity<byte[]> ifThere(
      Supplier<@Nullable ResponseEntity<byte[]>> read) {
    try {
      return read.get();
    } catch (ViewBehindException e) {
      return null;
    }
  }

  private static ResponseEntity<byte[]> found(@Nullable ResponseEntity<byte[]> answer) {
    if (answer == null) {
      throw notFound(ErrorCode.SESSION_NOT_FOUND);
    }
    return answer;
  }

  static ProblemException notFound(ErrorCode code) {
    return new ProblemException(code, code.sentence());
  }
}
