package dev.confab.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;

/// What pages of allowed origins may send and read. An origin that is not listed gets no CORS
/// headers and so no answer that its page could read; that its cookie does not count is the
/// resolver's business.
final class ListedOrigins implements CorsConfigurationSource {
  private final OriginRule origins;

  ListedOrigins(OriginRule origins) {
    this.origins = origins;
  }

  @Override
  public @Nullable CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null || !origins.isListed(origin)) {
      return null;
    }
    CorsConfiguration cors = new CorsConfiguration();
    cors.setAllowedOrigins(List.of(origin));
    cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
    cors.setAllowedHeaders(
        List.of(
            "Authorization",
            "Content-Type",
            "Idempotency-Key",
            "traceparent",
            "tracestate",
            "baggage"));
    cors.setExposedHeaders(List.of("Location", "Retry-After", "Link", "WWW-Authenticate"));
    cors.setAllowCredentials(true);
    cors.setMaxAge(Duration.ofHours(1));
    return cors;
  }
}
