package dev.confab.standalone.cluster;

import java.io.IOException;
import java.util.Locale;

/// What `confab cluster status` prints.
final class StatusTable {
  private static final String ROW = "%-12s %-9s %8s %6s  %s%n";

  private StatusTable() {}

  static String text(Layout layout, ClusterFolder folder) throws IOException {
    Members members = new Members(folder);
    StringBuilder text = new StringBuilder();
    text.append(ROW.formatted("name", "role", "pid", "port", "state"));
    for (Part part : layout.parts()) {
      OsProcess process = members.process(part.name());
      String state = process.state().name().toLowerCase(Locale.ROOT);
      text.append(
          ROW.formatted(part.name(), part.role().text(), process.pid(), part.port(), state));
    }
    return text.toString();
  }
}
