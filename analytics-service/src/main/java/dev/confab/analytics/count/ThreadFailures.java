package dev.confab.analytics.count;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What follows when a stream thread dies: trouble with Kafka or the disk replaces it, which goes
/// on from the last commit; a fault of ours stops counting, since it would only come again.
public final class ThreadFailures implements StreamsUncaughtExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ThreadFailures.class);

  private final AtomicReference<@Nullable String> fault = new AtomicReference<>();

  @Override
  public StreamThreadExceptionResponse handle(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof StreamsException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof FencedInstanceIdException) {
      log.error("Counting stops: another instance has this one's name", thrown);
      fault.set("Another instance runs under the same confab.analytics.instance.");
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    if (cause instanceof KafkaException) {
      log.warn("The counting thread died and is replaced", thrown);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    log.error("Counting stops: a fault that would only come again", thrown);
    fault.set(cause instanceof CountFault ? cause.getMessage() : cause.toString());
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /// Why counting has stopped, `null` if it has not.
  public @Nullable String fault() {
    return fault.get();
  }
}
