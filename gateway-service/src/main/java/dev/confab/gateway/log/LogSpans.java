package dev.confab.gateway.log;

import dev.confab.schema.id.SessionId;
import dev.confab.schema.topic.Topics;
import dev.confab.web.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/// The gateway's two spans of a message: from a command until its outcome, and from an event's
/// arrival until its receivers' sockets have it to send. Thread-safe.
public final class LogSpans {
  /// Makes none.
  public static final LogSpans OFF = new LogSpans(Tracing.OFF);

  private final Tracing tracing;

  public LogSpans(Tracing tracing) {
    this.tracing = tracing;
  }

  /// Puts the command into the trace of whoever sends it on this thread, or into a new one; the
  /// span ends with what is returned.
  Consumer<Outcome> send(
      SessionId session, String type, Headers headers, Consumer<Outcome> whenDecided) {
    if (!tracing.isOn()) {
      return whenDecided;
    }
    Span span = tracing.begin("command " + type, SpanKind.PRODUCER, Context.current());
    span.setAttribute("messaging.system", "kafka");
    span.setAttribute("messaging.destination.name", Topics.COMMANDS.name());
    span.setAttribute("confab.session", session.value());
    tracing.put(span, headers);
    return outcome -> {
      switch (outcome) {
        case Outcome.Accepted accepted -> span.setAttribute("confab.seq", accepted.seq());
        case Outcome.Replied replied -> span.setAttribute("confab.outcome", "reply");
        case Outcome.Unavailable unavailable -> span.setStatus(StatusCode.ERROR, "unavailable");
      }
      try (var _ = Context.root().with(span).makeCurrent()) {
        whenDecided.accept(outcome);
      } finally {
        span.end();
      }
    };
  }

  void deliver(
      ConsumerRecord<byte[], byte[]> event, SessionId session, long seq, Runnable delivery) {
    Context context = tracing.of(event.headers());
    if (context == null) {
      delivery.run();
      return;
    }
    Span span = tracing.begin("deliver", SpanKind.CONSUMER, context);
    span.setAttribute("messaging.system", "kafka");
    span.setAttribute("messaging.destination.name", Topics.EVENTS.name());
    span.setAttribute("messaging.kafka.offset", event.offset());
    span.setAttribute("confab.session", session.value());
    span.setAttribute("confab.seq", seq);
    try (var _ = Context.root().with(span).makeCurrent()) {
      delivery.run();
    } finally {
      span.end();
    }
  }
}
