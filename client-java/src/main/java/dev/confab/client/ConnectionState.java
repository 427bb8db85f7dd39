package dev.confab.client;

import org.jspecify.annotations.Nullable;

/// How the line to the server is.
///
/// @param reason in words, `null` where there is nothing to say
/// @param code with which the socket was closed last, 0 if it was not
public record ConnectionState(Status status, @Nullable String reason, int code) {
  public enum Status {
    CONNECTING,
    /// The server has let the user in.
    ONLINE,
    /// Cut; the next attempt follows by itself.
    OFFLINE,
    /// For good, by the caller or by a code that a new attempt would not change.
    CLOSED
  }
}
