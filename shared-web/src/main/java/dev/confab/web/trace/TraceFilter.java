package dev.confab.web.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/// A span for each request of the API, in the trace that its caller names; commands that it sends
/// belong to it.
final class TraceFilter extends OncePerRequestFilter {
  private static final TextMapGetter<HttpServletRequest> HEADERS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(HttpServletRequest request) {
          return Collections.list(request.getHeaderNames());
        }

        @Override
        public @Nullable String get(@Nullable HttpServletRequest request, String name) {
          return request == null ? null : request.getHeader(name);
        }
      };

  private final Tracing tracing;

  TraceFilter(Tracing tracing) {
    this.tracing = tracing;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Span span = tracing.begin(request.getMethod(), SpanKind.SERVER, tracing.of(request, HEADERS));
    try (var _ = Context.root().with(span).makeCurrent()) {
      chain.doFilter(request, response);
    } finally {
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(new Ending(span, request, response));
      } else {
        end(span, request, response);
      }
    }
  }

  private static void end(Span span, HttpServletRequest request, HttpServletResponse response) {
    span.setAttribute("http.request.method", request.getMethod());
    span.setAttribute("http.response.status_code", response.getStatus());
    // The pattern, since a path names sessions without end.
    Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    if (route != null) {
      span.setAttribute("http.route", route.toString());
      span.updateName(request.getMethod() + " " + route);
    }
    span.end();
  }

  /// Ends a span with the answer that comes later.
  private record Ending(Span span, HttpServletRequest request, HttpServletResponse response)
      implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      end(span, request, response);
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}
