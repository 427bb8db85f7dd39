package dev.confab.history.timeline;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What follows when a stream thread dies: trouble with Kafka or the disk replaces it, which reads
/// again from the last commit; a fault of ours stops the timeline, since it would only come again.
final class ThreadFailures implements StreamsUncaughtExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ThreadFailures.class);

  private final AtomicReference<@Nullable String> fault = new AtomicReference<>();

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
}
