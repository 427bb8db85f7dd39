package dev.confab.schema.id;

import org.jspecify.annotations.Nullable;

/// The form that ids have on every entrance: `[A-Za-z0-9_-]{1,64}`.
public final class Id {
  private static final int LONGEST = 64;

  private Id() {}

  /// Whether the text can be an id; `null` can't.
  public static boolean isValid(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isIdCharacter(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIdCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }

  static void require(String noun, @Nullable String text) {
    if (!isValid(text)) {
      throw new IllegalArgumentException(noun + " is not of the form [A-Za-z0-9_-]{1,64}");
    }
  }
}
