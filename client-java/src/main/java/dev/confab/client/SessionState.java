package dev.confab.client;

/// How far a session's list is.
///
/// @param seq of the last event that is in it
/// @param behind how many events are known to be missing
public record SessionState(Status status, long seq, long behind) {
  public enum Status {
    /// Nobody has asked for it.
    IDLE,
    JOINING,
    LIVE,
    /// Events are missing, and are being fetched.
    BEHIND,
    /// Deleted, or the user is no member any more.
    GONE
  }
}
