package dev.confab.system.guide;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The blocks of a page, by the headings under which they stand, in the page's order.
public final class Guide {
  private static final Pattern HEADING = Pattern.compile("(?m)^## ");
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)( terminal)?\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private final Map<String, List<Block>> sections = new LinkedHashMap<>();

  public Guide(String markdown) {
    for (String section : HEADING.splitAsStream(markdown).toList()) {
      List<Block> blocks =
          BLOCK
              .matcher(section)
              .results()
              .map(found -> new Block(found.group(1), found.group(2) != null, found.group(3)))
              .toList();
      if (!blocks.isEmpty()) {
        sections.put(section.lines().findFirst().orElse(""), blocks);
      }
    }
  }

  /// The headings that have blocks.
  public List<String> headings() {
    return List.copyOf(sections.keySet());
  }

  public List<Block> blocks(String heading) {
    return sections.getOrDefault(heading, List.of());
  }
}
