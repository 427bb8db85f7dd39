package dev.confab.system.chart;

import java.util.List;

/// Something that holds of whatever the chart renders.
interface Promise {
  /// What breaks it, a sentence for each; nothing if it is kept.
  List<String> broken(Rendering rendering);

  /// Breaks it once, to prove that this is seen.
  void plant(Rendering rendering);
}
