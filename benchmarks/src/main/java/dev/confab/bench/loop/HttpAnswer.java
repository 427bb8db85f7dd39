package dev.confab.bench.loop;

import static java.nio.charset.StandardCharsets.UTF_8;

/// @param status 0 if the connection broke
/// @param nanos since the request's `since`
public record HttpAnswer(int status, byte[] body, long nanos) {
  public boolean isOk() {
    return status >= 200 && status < 300;
  }

  /// Worth another try.
  public boolean isBusy() {
    return status == 429 || status == 503;
  }

  public String text() {
    return new String(body, UTF_8);
  }
}
