package dev.confab.web.server;

import dev.confab.web.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/// Keeps everybody but those who bound it from waiting for a body: a stranger who announces one and
/// sends none would hold a thread. `GET` and `HEAD` have none for whoever is behind, since health
/// and metrics would read it. Forms, which the container reads when somebody asks for a parameter,
/// are refused: 415.
final class SoundBody extends OncePerRequestFilter {
  private static final Set<String> WITHOUT = Set.of("GET", "HEAD");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!hasBody(request)) {
      chain.doFilter(request, response);
    } else if (isForm(request.getContentType())) {
      Problem.http(415, "The body must be application/json.").send(response);
    } else {
      chain.doFilter(
          WITHOUT.contains(request.getMethod()) ? new Bodiless(request) : request, response);
    }
  }

  private static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }

  private static boolean isForm(@Nullable String type) {
    if (type == null) {
      return false;
    }
    String name = type.strip().toLowerCase(Locale.ROOT);
    return name.startsWith("application/x-www-form-urlencoded") || name.startsWith("multipart/");
  }

  private static final class Bodiless extends HttpServletRequestWrapper {
    private Bodiless(HttpServletRequest request) {
      super(request);
    }

    @Override
    public int getContentLength() {
      return 0;
    }

    @Override
    public long getContentLengthLong() {
      return 0;
    }

    @Override
    public ServletInputStream getInputStream() {
      return new Nothing();
    }

    @Override
    public BufferedReader getReader() {
      return new BufferedReader(Reader.nullReader());
    }
  }

  private static final class Nothing extends ServletInputStream {
    @Override
    public int read() {
      return -1;
    }

    @Override
    public boolean isFinished() {
      return true;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("there is nothing to read");
    }
  }
}
