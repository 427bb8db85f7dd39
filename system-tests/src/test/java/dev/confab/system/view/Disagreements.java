package dev.confab.system.view;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Where views differ: all of it is collected, the first of it is told.
public final class Disagreements {
  private static final int TOLD = 20;
  private static final int LONGEST = 300;

  private final List<String> found = new ArrayList<>();

  public void add(String sentence) {
    found.add(sentence);
  }

  /// Compares two lists place by place.
  public <T> void compare(String what, List<T> expected, List<T> actual) {
    if (expected.size() != actual.size()) {
      add("%s: %d expected, %d there".formatted(what, expected.size(), actual.size()));
    }
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      if (!Objects.equals(expected.get(i), actual.get(i))) {
        add(
            "%s, place %d: expected\n    %s\n  is\n    %s"
                .formatted(what, i, cut(expected.get(i)), cut(actual.get(i))));
        return;
      }
    }
  }

  public <T> void compare(String what, T expected, T actual) {
    if (!Objects.equals(expected, actual)) {
      add("%s: expected %s, is %s".formatted(what, cut(expected), cut(actual)));
    }
  }

  /// Fails if there are any.
  public void requireNone() {
    if (!found.isEmpty()) {
      String first = String.join("\n  ", found.subList(0, Math.min(TOLD, found.size())));
      fail("%d disagreements, the first of them:\n  %s".formatted(found.size(), first));
    }
  }

  private static String cut(Object value) {
    String text = String.valueOf(value);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
