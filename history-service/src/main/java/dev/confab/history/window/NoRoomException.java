package dev.confab.history.window;

/// All reads together hold as much as they may; there is room soon. Its message is fit for clients.
public final class NoRoomException extends RuntimeException {
  public NoRoomException() {
    super("There is no room for the page at the moment: repeat later.", null, false, false);
  }
}
