package dev.confab.system.fuzz;

import dev.confab.system.client.Answer;
import dev.confab.system.client.Frame;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/// Repeats what there was no verdict on, as the protocol asks of a client; the request has to have
/// a key. Fails if there is none for a minute.
final class Again {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private Again() {}

  /// The answer that is not 503.
  static Answer ask(Supplier<Answer> request) {
    return until(request, answer -> answer.status() != 503);
  }

  /// The frame that is not an error that says so.
  static Frame say(Supplier<Frame> frame) {
    return until(frame, answer -> !answer.json().path("retryable").asBoolean(false));
  }

  private static <T> T until(Supplier<T> request, Predicate<T> decided) {
    T first = request.get();
    return decided.test(first)
        ? first
        : Awaitility.await("a verdict after " + first)
            .atMost(PATIENCE)
            .pollInterval(PAUSE)
            .until(request::get, decided);
  }
}
