package dev.confab.history.timeline;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What follows when a stream thread dies: trouble with Kafka or the disk replaces it, which reads
/// again from the last commit, slowly where Kafka refuses something; a fault of ours stops the
/// timeline, since it would only come again.
final class ThreadFailures implements StreamsUncaughtExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ThreadFailures.class);

  private static final Duration REFUSED = Duration.ofSeconds(2);

  private final AtomicReference<@Nullable String> fault = new AtomicReference<>();
  private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();

  @Override
  public StreamThreadExceptionResponse handle(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof StreamsException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof FencedInstanceIdException) {
      log.error("The timeline stops: another instance has this one's address", thrown);
      fault.set(
          "Another instance runs under the same confab.history.advertised-address, or both run without one.");
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    if (cause instanceof AuthorizationException) {
      if (!cause.toString().equals(refusal.getAndSet(cause.toString()))) {
        log.error("The timeline stands still until Kafka lets it go on: {}", cause.toString());
      }
      // Each new thread would meet the same at once.
      LockSupport.parkNanos(REFUSED.toNanos());
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    if (cause instanceof KafkaException) {
      log.warn("The timeline's thread died and is replaced", thrown);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    log.error("The timeline stops: a fault that would only come again", thrown);
    fault.set(cause instanceof TimelineFault ? cause.getMessage() : cause.toString());
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /// Why the timeline has stopped, `null` if it has not.
  @Nullable String fault() {
    return fault.get();
  }

  /// What Kafka refused last, `null` if nothing. It may have been mended since.
  @Nullable String refusal() {
    return refusal.get();
  }
}
