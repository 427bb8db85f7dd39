package dev.confab.bench.workload;

import java.io.IOException;
import java.util.Locale;

/// One question about a server.
public interface Workload {
  /// Throws {@link VoidRunException} if what was sent did not come as promised.
  void run(Context context) throws IOException;

  default String name() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
