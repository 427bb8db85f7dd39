package dev.confab.system.chart;

import java.util.Locale;

/// Values that the chart is rendered with.
enum Variant {
  MINIMAL,
  EVERYTHING,
  OPERATORS,
  ROUTE;

  String file() {
    return name().toLowerCase(Locale.ROOT) + ".yaml";
  }
}
