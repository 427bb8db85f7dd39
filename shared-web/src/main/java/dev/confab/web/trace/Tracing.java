package dev.confab.web.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Makes the spans of messages and carries their context in the headers of records, `traceparent`
/// and `tracestate`. Spans tell sessions, seqs and offsets, never what people wrote. Thread-safe.
public final class Tracing {
  /// Without an exporter.
  public static final Tracing OFF = new Tracing(OpenTelemetry.noop());

  /// What it is looked for by, before anything else is done.
  private static final String TRACE_PARENT = "traceparent";

  private static final TextMapSetter<Headers> WRITER =
      (headers, name, value) -> {
        if (headers != null) {
          headers.remove(name);
          headers.add(name, value.getBytes(UTF_8));
        }
      };

  private static final TextMapGetter<Headers> READER = new HeaderReader();

  private final boolean on;
  private final Tracer tracer;
  private final TextMapPropagator propagator;

  public Tracing(OpenTelemetry telemetry) {
    this.on = !telemetry.equals(OpenTelemetry.noop());
    this.tracer = telemetry.getTracer("dev.confab");
    this.propagator = telemetry.getPropagators().getTextMapPropagator();
  }

  public boolean isOn() {
    return on;
  }

  /// A span that begins now. Whoever gets it ends it.
  public Span begin(String name, SpanKind kind, Context parent) {
    return tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan();
  }

  /// A span that began at that time.
  public Span begin(String name, SpanKind kind, Context parent, Instant since) {
    return tracer
        .spanBuilder(name)
        .setSpanKind(kind)
        .setParent(parent)
        .setStartTimestamp(since)
        .startSpan();
  }

  /// The context that the record came with; `null` if it has none, or nobody wants to know.
  public @Nullable Context of(Headers headers) {
    return on && headers.lastHeader(TRACE_PARENT) != null
        ? propagator.extract(Context.root(), headers, READER)
        : null;
  }

  /// What comes of the record belongs to this span.
  public void put(Span span, Headers headers) {
    propagator.inject(Context.root().with(span), headers, WRITER);
  }

  /// The context that something else carries.
  public <C> Context of(C carrier, TextMapGetter<C> reader) {
    return propagator.extract(Context.root(), carrier, reader);
  }

  private static final class HeaderReader implements TextMapGetter<Headers> {
    @Override
    public Iterable<String> keys(Headers headers) {
      List<String> names = new ArrayList<>();
      headers.forEach(header -> names.add(header.key()));
      return names;
    }

    @Override
    public @Nullable String get(@Nullable Headers headers, String name) {
      Header header = headers == null ? null : headers.lastHeader(name);
      return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
  }
}
