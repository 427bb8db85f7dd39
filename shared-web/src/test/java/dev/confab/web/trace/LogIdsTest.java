package dev.confab.web.trace;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import dev.confab.schema.codec.Json;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;

/// Through Spring Boot's own encoder, which finds the class by itself.
class LogIdsTest {
  private final LoggerContext context = new LoggerContext();
  private final Logger log = context.getLogger("test");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  LogIdsTest() {
    context.setMDCAdapter(new LogbackMDCAdapter());
    log.setLevel(Level.INFO);
    log.addAppender(lines);
    lines.start();
  }

  @Test
  void aLineOfASpanNamesItAndWhatItIsAbout() {
    Span span =
        SdkTracerProvider.builder()
            .build()
            .get("test")
            .spanBuilder("deliver")
            .setAttribute(LogIds.SESSION, "s1")
            .setAttribute(LogIds.SEQ, 7L)
            .startSpan();
    JsonNode line;
    JsonNode own;
    try (var _ = Context.root().with(span).makeCurrent()) {
      log.info("one");
      line = written();
      log.atInfo().addKeyValue("session", "s2").log("two");
      own = written();
    }

    assertThat(line.path("trace_id").asString()).isEqualTo(span.getSpanContext().getTraceId());
    assertThat(line.path("span_id").asString()).isEqualTo(span.getSpanContext().getSpanId());
    assertThat(line.path("session").asString()).isEqualTo("s1");
    assertThat(line.path("seq").asLong()).isEqualTo(7);
    assertThat(own.path("session").asString()).as("what the line says itself").isEqualTo("s2");
  }

  @Test
  void aLineWithoutASpanHasWhatItSaysItself() {
    log.atInfo().addKeyValue("session", "s1").log("one");

    JsonNode line = written();
    assertThat(line.has("trace_id")).isFalse();
    assertThat(line.path("session").asString()).isEqualTo("s1");
    assertThat(line.path("message").asString()).isEqualTo("one");
  }

  /// Jackson refuses a name that is there twice.
  private JsonNode written() {
    context.putObject(Environment.class.getName(), new MockEnvironment());
    StructuredLogEncoder encoder = new StructuredLogEncoder();
    encoder.setContext(context);
    encoder.setFormat("logstash");
    encoder.start();
    return Json.mapper().readTree(encoder.encode(lines.list.getLast()));
  }
}
