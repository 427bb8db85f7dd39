package dev.confab.web.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// A token as a request brings it: by the `Authorization` header, else by the cookie, never by the
/// URL. Nothing is checked yet.
///
/// @param cookie whether the browser sent it on its own, so that the request's origin matters
public record PresentedToken(String value, boolean cookie) {
  /// The cookie's name without TLS, where browsers keep no cookie of the other name. With TLS it
  /// does not count: whoever has another name of the same domain, or the network before TLS, could
  /// have set it.
  public static final String COOKIE = "access_token";

  /// The cookie's name with TLS: browsers take it from this host alone, and over TLS.
  public static final String HOST_COOKIE = "__Host-access_token";

  private static final String BEARER = "bearer ";

  /// `null` if the request brings none. A bearer header that is malformed is a bad token, not none.
  public static @Nullable PresentedToken of(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null && (header + " ").regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return new PresentedToken(header.substring(BEARER.length() - 1).strip(), false);
    }
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return null;
    }
    String value = valueOf(HOST_COOKIE, cookies);
    if (value == null && !request.isSecure()) {
      value = valueOf(COOKIE, cookies);
    }
    return value == null ? null : new PresentedToken(value, true);
  }

  private static @Nullable String valueOf(String name, Cookie[] cookies) {
    return Arrays.stream(cookies)
        .filter(cookie -> name.equals(cookie.getName()) && !cookie.getValue().isEmpty())
        .map(Cookie::getValue)
        .findFirst()
        .orElse(null);
  }

  /// Without the value, so that no log gets it.
  @Override
  public String toString() {
    return cookie ? "token in a cookie" : "token in a header";
  }
}
