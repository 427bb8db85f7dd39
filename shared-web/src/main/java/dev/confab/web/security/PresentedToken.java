package dev.confab.web.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// A token as a request brings it: by the `Authorization` header, else by the cookie, never by the
/// URL. Nothing is checked yet.
///
/// @param cookie whether the browser sent it on its own, so that the request's origin matters
public record PresentedToken(String value, boolean cookie) {
  /// The cookie's name.
  public static final String COOKIE = "access_token";

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
    for (Cookie cookie : cookies) {
      if (COOKIE.equals(cookie.getName()) && !cookie.getValue().isEmpty()) {
        return new PresentedToken(cookie.getValue(), true);
      }
    }
    return null;
  }

  /// Without the value, so that no log gets it.
  @Override
  public String toString() {
    return cookie ? "token in a cookie" : "token in a header";
  }
}
