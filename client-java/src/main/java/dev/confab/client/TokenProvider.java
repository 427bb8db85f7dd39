package dev.confab.client;

/// Where tokens come from: called at the start and again before each expires, on a thread of its
/// own, so it may block.
@FunctionalInterface
public interface TokenProvider {
  /// A token that is valid for a while. Throws what it likes: then it is asked again after a pause.
  String token() throws Exception;
}
