package dev.confab.system.guide;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A fenced block: commands, commands for a terminal of their own in which they run on, or a file,
/// whose name is a comment in its first line.
public record Block(String language, boolean terminal, String text) {
  private static final Pattern FILE = Pattern.compile("^(?://|<!--) (\\S+)");

  /// The file's path in the app, if it is one.
  public Optional<String> file() {
    Matcher name = FILE.matcher(text);
    return name.find() ? Optional.of(name.group(1)) : Optional.empty();
  }
}
