package dev.confab.web.trace;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/// Adds to a line that is logged as JSON what it is about: `trace_id` and `span_id` of the current
/// span, as OpenTelemetry names them in logs, and its `session` and `seq`, unless the line names
/// these itself. Looked up when a line is written, so that messages of which nothing is logged cost
/// nothing. Spring Boot finds it by `spring.factories`.
public final class LogIds implements StructuredLoggingJsonMembersCustomizer<ILoggingEvent> {
  static final AttributeKey<String> SESSION = AttributeKey.stringKey("confab.session");
  static final AttributeKey<Long> SEQ = AttributeKey.longKey("confab.seq");

  @Override
  public void customize(JsonWriter.Members<ILoggingEvent> members) {
    members.add("trace_id", event -> traceId()).whenNotNull();
    members.add("span_id", event -> spanId()).whenNotNull();
    members.add("session", event -> ofSpan(event, "session", SESSION)).whenNotNull();
    members.add("seq", event -> ofSpan(event, "seq", SEQ)).whenNotNull();
  }

  private static @Nullable String traceId() {
    var context = Span.current().getSpanContext();
    return context.isValid() ? context.getTraceId() : null;
  }

  private static @Nullable String spanId() {
    var context = Span.current().getSpanContext();
    return context.isValid() ? context.getSpanId() : null;
  }

  private static <T> @Nullable T ofSpan(
      ILoggingEvent event, String name, AttributeKey<T> attribute) {
    return Span.current() instanceof ReadableSpan span && !names(event, name)
        ? span.getAttribute(attribute)
        : null;
  }

  private static boolean names(ILoggingEvent event, String name) {
    Iterable<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      for (KeyValuePair pair : pairs) {
        if (pair.key.equals(name)) {
          return true;
        }
      }
    }
    return false;
  }
}
