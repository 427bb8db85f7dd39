package dev.confab.history.window;

/// There is no complete answer yet; there will be one soon. Its message is fit for clients.
public final class ViewBehindException extends RuntimeException {
  public ViewBehindException(String message) {
    super(message, null, false, false);
  }
}
