package dev.confab.bench.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What another JVM has on its heap.
public final class Heap {
  private Heap() {}

  /// Bytes that are reachable: collects garbage first, all of it.
  public static long liveBytes(long pid) throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    List<String> lines = process.inputReader(UTF_8).readAllLines();
    return lines.stream()
        .filter(line -> line.startsWith("Total"))
        .map(line -> line.strip().split("\\s+", -1))
        .mapToLong(words -> Long.parseLong(words[2]))
        .findFirst()
        .orElseThrow(() -> new IOException("no histogram of process " + pid + ": " + lines));
  }
}
