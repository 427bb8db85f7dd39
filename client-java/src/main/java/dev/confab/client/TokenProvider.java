package dev.confab.client;

/// Where tokens come from: called at the start, again before each expires, and once the server
/// refused one; on a thread of its own, one call at a time, so it may block, 10 s at most. After
/// that it is interrupted and counts as failed; what it gives later is not used.
@FunctionalInterface
public interface TokenProvider {
  /// A token that is valid for a while. Throws what it likes: then it is asked again, after a pause
  /// that grows to 10 s. Only [ConfabException#signedOut] closes the connection for good.
  String token() throws Exception;
}
