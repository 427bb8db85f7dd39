package dev.confab.bench.report;

import dev.confab.bench.machine.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// A run's figures with all that is needed to judge them, and to do it again.
public final class ResultFile {
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmm");

  private ResultFile() {}

  /// Returns the new file.
  public static Path write(Path folder, String arguments, Machine machine, Report report)
      throws IOException {
    LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
    Path file = Files.createDirectories(folder).resolve(NAME.format(now) + ".md");
    return Files.writeString(file, text(now, arguments, machine, report));
  }

  static String text(LocalDateTime now, String arguments, Machine machine, Report report) {
    return """
    # Benchmark, %1$tF %1$tR

    - command: `./confab bench %2$s`
    - machine: %3$d cores, %4$s, %5$s
    - JDK: %6$s
    - load average when it began: %7$s
    - every run that is in here kept its promises: order, completeness, equal bytes

    The first column is what is measured; ratios are its figure as a multiple of the others'. How
    each figure comes about is told in [docs/performance.md](../../docs/performance.md).
    %8$s
    ## As it went

    ```
    %9$s
    ```
    """
        .formatted(
            now,
            arguments,
            machine.cores(),
            machine.cpu(),
            machine.kernel(),
            machine.jdk(),
            machine.load(),
            Table.of(report),
            String.join("\n", report.notes()));
  }
}
