package dev.confab.system.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A wrong clock for one process, by libfaketime (Debian's package `faketime`).
final class FakeClock {
  private static final Path LIBRARIES = Path.of("/usr/lib");
  private static final String LIBRARY = "libfaketimeMT.so.1";

  private FakeClock() {}

  /// The environment in which a process's wall clock is off by that much, as `+1h`; durations stay
  /// right. Throws `IOException` where the library is missing.
  static Map<String, String> off(String by) throws IOException {
    try (Stream<Path> files = Files.find(LIBRARIES, 3, (file, facts) -> file.endsWith(LIBRARY))) {
      List<Path> found = files.toList();
      if (found.isEmpty()) {
        throw new IOException("there is no " + LIBRARY + ": install the package faketime");
      }
      return Map.of(
          "LD_PRELOAD", found.getFirst().toString(), "FAKETIME", by, "DONT_FAKE_MONOTONIC", "1");
    }
  }
}
