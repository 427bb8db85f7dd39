package dev.confab.standalone.page;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets the pages load nothing but what comes from here, call nothing else but the issuer of their
/// tokens, and run no script of their text. Swagger's library sets styles in its text.
final class ContentPolicy extends OncePerRequestFilter {
  private final String policy;

  /// `issuer` is where people sign in, as a URL; empty if that is here.
  ContentPolicy(String issuer) {
    this.policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'"
            + origin(issuer)
            + "; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private static String origin(String issuer) {
    return issuer.isEmpty() ? "" : " " + URI.create(issuer).resolve("/").toString();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("Referrer-Policy", "no-referrer");
    chain.doFilter(request, response);
  }
}
