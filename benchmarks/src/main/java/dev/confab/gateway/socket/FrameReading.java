package dev.confab.gateway.socket;

/// Lets the microbenchmarks call the reading of frames, which is no business of other packages
/// otherwise.
public final class FrameReading {
  private FrameReading() {}

  /// What the text is, to be looked at by nobody.
  public static Object read(String text) {
    return FrameReader.read(text);
  }
}
