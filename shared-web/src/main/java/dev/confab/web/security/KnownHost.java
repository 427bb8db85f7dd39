package dev.confab.web.security;

import dev.confab.web.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses requests that ask by a name that is not this service's: 421, whatever they ask for.
final class KnownHost extends OncePerRequestFilter {
  private static final int MISDIRECTED = 421;

  private final HostRule hosts;

  KnownHost(HostRule hosts) {
    this.hosts = hosts;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (hosts.admits(request.getServerName())) {
      chain.doFilter(request, response);
    } else {
      Problem.http(
              MISDIRECTED,
              "Nothing is served by that name: ask localhost, an address, or a name in confab.web.hosts.")
          .send(response);
    }
  }
}
