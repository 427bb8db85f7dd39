package dev.confab.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// Says whether a browser's request comes from a page that may act for its user.
///
/// An origin is scheme, host and port; it is compared as a whole and exactly, as browsers write it:
/// in lower case, without the scheme's own port. `null`, an absent and a doubled origin are nobody.
public final class OriginRule {
  private static final Pattern FORM = Pattern.compile("https?://[a-z0-9.\\-\\[\\]:]+");
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private final Set<String> allowed;

  /// Throws `IllegalArgumentException` if one is no origin: a `*` or a path would never match.
  public OriginRule(List<String> allowed) {
    for (String origin : allowed) {
      if (!FORM.matcher(origin).matches() || !origin.equals(canonical(URI.create(origin)))) {
        throw new IllegalArgumentException(
            "confab.web.allowed-origins: '%s' is not scheme://host[:port] as browsers send it"
                .formatted(origin));
      }
    }
    this.allowed = Set.copyOf(allowed);
  }

  /// Whether the request names an origin, and it is its own or an allowed one.
  public boolean admits(HttpServletRequest request) {
    String origin = originOf(request);
    return origin != null && (isListed(origin) || origin.equals(ownOrigin(request)));
  }

  /// Whether a cookie counts on this request: always where nothing is written, else from an
  /// admitted origin, or without one where the browser itself says that the page is ours.
  public boolean cookieCounts(HttpServletRequest request) {
    if (SAFE_METHODS.contains(request.getMethod())) {
      return true;
    }
    if (request.getHeader(HttpHeaders.ORIGIN) != null) {
      return admits(request);
    }
    String site = request.getHeader("Sec-Fetch-Site");
    return site != null && OWN_SITE.contains(site);
  }

  boolean isListed(String origin) {
    return allowed.contains(origin);
  }

  /// The names and addresses in those that are listed.
  Set<String> hosts() {
    return allowed.stream()
        .map(origin -> String.valueOf(URI.create(origin).getHost()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static @Nullable String originOf(HttpServletRequest request) {
    List<String> origins = Collections.list(request.getHeaders(HttpHeaders.ORIGIN));
    return origins.size() == 1 ? origins.getFirst() : null;
  }

  private static String ownOrigin(HttpServletRequest request) {
    return canonical(request.getScheme(), request.getServerName(), request.getServerPort());
  }

  private static String canonical(URI origin) {
    return canonical(
        String.valueOf(origin.getScheme()), String.valueOf(origin.getHost()), origin.getPort());
  }

  private static String canonical(String scheme, String host, int port) {
    // Behind a proxy that ends TLS the scheme of a socket's handshake can be ws or wss.
    String web =
        switch (scheme.toLowerCase(Locale.ROOT)) {
          case "https", "wss" -> "https";
          default -> "http";
        };
    boolean implied = port <= 0 || port == (web.equals("https") ? 443 : 80);
    return web + "://" + host.toLowerCase(Locale.ROOT) + (implied ? "" : ":" + port);
  }
}
