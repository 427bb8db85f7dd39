package dev.confab.standalone.launch;

/// The start is refused, with a sentence for the user; nothing was changed.
public final class StartRefusedException extends Exception {
  private final String sentence;

  public StartRefusedException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
