package dev.confab.web.server;

import dev.confab.web.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriComponentsBuilder;

/// Refuses requests with an address or a header that nobody behind could parse: 400, 406 or 415,
/// before filters of others fail at it and what the caller did wrong looks like a fault of ours.
final class SoundRequest extends OncePerRequestFilter {
  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    List<String> origins = Collections.list(request.getHeaders(HttpHeaders.ORIGIN));
    if (!isAddress(request)) {
      Problem.http(400, "The request's address has characters that must be encoded.")
          .send(response);
    } else if (!origins.stream().allMatch(SoundRequest::isOrigin)) {
      Problem.http(400, "The request's Origin is none.").send(response);
    } else if (!isReadable(request)) {
      Problem.http(400, "The request's Cookie or Accept-Language is none.").send(response);
    } else if (!isMediaType(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
      Problem.http(415, "The body must be application/json.").send(response);
    } else if (!isAccept(request)) {
      Problem.http(406, "The request's Accept is none.").send(response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isAddress(HttpServletRequest request) {
    String query = request.getQueryString();
    try {
      new URI(request.getRequestURI() + (query == null ? "" : "?" + query));
      return true;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isMediaType(@Nullable String type) {
    try {
      return type == null || MediaType.parseMediaType(type).isConcrete();
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }

  /// As Spring will read it, which fails in the actuator, and logs that at a page.
  private static boolean isAccept(HttpServletRequest request) {
    try {
      for (String accept : Collections.list(request.getHeaders(HttpHeaders.ACCEPT))) {
        MimeTypeUtils.tokenize(accept).forEach(MediaType::parseMediaType);
      }
      return true;
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }

  /// As Jetty reads them once somebody asks, and again and again while it tells of the error.
  private static boolean isReadable(HttpServletRequest request) {
    try {
      var _ = request.getCookies();
      return request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null || request.getLocale() != null;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /// As Spring will read it.
  private static boolean isOrigin(String origin) {
    try {
      return !origin.isBlank()
          && UriComponentsBuilder.fromUriString(origin).build().getPort() >= -1;
    } catch (IllegalArgumentException | IllegalStateException e) {
      return false;
    }
  }
}
