package dev.confab.gateway.channel;

/// The bearer token that a connection speaks with, to be shown where something is asked in its
/// user's name.
public record Token(String value) {
  /// Without the value, so that no log gets it.
  @Override
  public String toString() {
    return "a token";
  }
}
