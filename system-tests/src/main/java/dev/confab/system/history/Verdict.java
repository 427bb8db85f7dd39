package dev.confab.system.history;

/// What a history shows: how much there is in it, and what is broken.
public record Verdict(Counts counts, Findings findings) {
  public boolean passes() {
    return findings.none();
  }

  /// Two tables, and the records of what is broken.
  public String text() {
    StringBuilder text = new StringBuilder();
    counts.all().forEach((name, count) -> text.append("%-28s %9d%n".formatted(name, count)));
    text.append(System.lineSeparator());
    for (Check check : Check.values()) {
      int found = findings.count(check);
      text.append(
          "%-28s %9s%n"
              .formatted(check, found == 0 ? "ok" : found + " times: " + check.sentence()));
      findings.shown(check).forEach(words -> text.append("    %s%n".formatted(words)));
    }
    return text.toString();
  }
}
