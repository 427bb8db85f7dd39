package dev.confab.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The figures as a Markdown table: a column for each target, and after those of the baselines what
/// the first target's figure is as a multiple of theirs.
public final class Table {
  private static final String NONE = "";

  private Table() {}

  public static String of(Report report) {
    StringBuilder text = new StringBuilder();
    report
        .workloads()
        .forEach((workload, rows) -> {
          text.append("\n### ").append(workload).append("\n\n");
          text.append(of(report.targets(), rows));
        });
    return text.toString();
  }

  static String of(List<String> targets, Map<String, Report.Row> rows) {
    List<String> present =
        targets.stream()
            .filter(
                target -> rows.values().stream().anyMatch(row -> row.values().containsKey(target)))
            .toList();
    List<List<String>> lines = new ArrayList<>();
    lines.add(heading(present));
    rows.values().forEach(row -> lines.add(line(row, present)));
    return layout(lines);
  }

  private static List<String> heading(List<String> targets) {
    List<String> cells = new ArrayList<>(List.of(NONE));
    cells.addAll(targets);
    targets.stream().skip(1).forEach(target -> cells.add(targets.getFirst() + "/" + target));
    return cells;
  }

  private static List<String> line(Report.Row row, List<String> targets) {
    List<String> cells = new ArrayList<>();
    cells.add(row.unit().isEmpty() ? row.metric() : row.metric() + " (" + row.unit() + ")");
    targets.forEach(target -> cells.add(number(row.values().get(target))));
    Double first = row.values().get(targets.getFirst());
    targets.stream().skip(1).forEach(target -> cells.add(ratio(first, row.values().get(target))));
    return cells;
  }

  static String number(@Nullable Double value) {
    if (value == null || value.isNaN()) {
      return NONE;
    }
    double size = Math.abs(value);
    String form = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, form, value);
  }

  /// Of two figures, empty where one is missing or there is nothing to divide by.
  static String ratio(@Nullable Double value, @Nullable Double base) {
    if (value == null || base == null || value.isNaN() || base.isNaN() || base == 0) {
      return NONE;
    }
    return "x " + number(value / base);
  }

  private static String layout(List<List<String>> lines) {
    int columns = lines.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      append(text, lines.get(i), widths);
      if (i == 0) {
        rule(text, widths);
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, List<String> cells, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      String form = i == 0 ? "| %-" + widths[i] + "s " : "| %" + Math.max(1, widths[i]) + "s ";
      text.append(form.formatted(cells.get(i)));
    }
    text.append("|\n");
  }

  private static void rule(StringBuilder text, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      int dashes = Math.max(1, widths[i]) + (i == 0 ? 2 : 1);
      text.append('|').append("-".repeat(dashes)).append(i == 0 ? "" : ":");
    }
    text.append("|\n");
  }
}
