package dev.confab.standalone.cluster;

import java.util.Locale;

/// What `confab cluster status` prints.
final class StatusTable {
  private static final String ROW = "%-12s %-9s %8s %6s  %s%n";

  private StatusTable() {}

  static String text(ClusterFile file, Members members) {
    StringBuilder text = new StringBuilder();
    text.append(ROW.formatted("name", "role", "pid", "port", "state"));
    for (ClusterFile.Entry entry : file.processes()) {
      text.append(
          ROW.formatted(
              entry.name(),
              entry.role(),
              entry.pid(),
              entry.port(),
              members.process(entry).state().name().toLowerCase(Locale.ROOT)));
    }
    return text.toString();
  }
}
