package dev.confab.system.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.confab.system.client.Chat;
import dev.confab.system.client.User;
import dev.confab.system.running.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the product holds, as its process and its metrics tell.
///
/// @param heapBytes alive after a full collection
/// @param largest the bytes of each class of objects
record Vitals(long heapBytes, long threads, long connections, Map<String, Long> largest) {
  private static final Pattern ROW = Pattern.compile("^ *\\d+: +\\d+ +(\\d+) +(\\S+).*");
  private static final Pattern TOTAL = Pattern.compile("^Total +\\d+ +(\\d+)");
  private static final int SHOWN = 12;

  /// What may be held more after the cases than after the warm-up, since caches and rings fill up
  /// to their bounds. A minute is some 15 000 cases.
  private static final long GROWTH_BYTES = 40 << 20;

  private static final int GROWTH_THREADS = 20;

  /// Whoever looks has some himself.
  private static final int GROWTH_CONNECTIONS = 8;

  /// Collects all garbage first.
  static Vitals of(Running running) {
    Map<String, Long> classes = new TreeMap<>();
    long heap = 0;
    for (String line : histogram(running.pid())) {
      Matcher row = ROW.matcher(line);
      Matcher total = TOTAL.matcher(line);
      if (row.matches()) {
        classes.put(row.group(2), Long.parseLong(row.group(1)));
      } else if (total.find()) {
        heap = Long.parseLong(total.group(1));
      }
    }
    User operator = new Chat(running.uri()).user("operator", "chat:service");
    String metrics = operator.get("/actuator/prometheus").require(200).text();
    assertThat(heap).as("what jcmd says").isPositive();
    return new Vitals(
        heap,
        value(metrics, "jvm_threads_live_threads"),
        value(metrics, "jetty_connections_current_connections"),
        classes);
  }

  /// Fails with all that has grown.
  void assertHoldsNoMoreThan(Vitals before) {
    assertAll(
        () ->
            assertThat(heapBytes - before.heapBytes)
                .as("bytes of the heap:" + growthSince(before))
                .isLessThan(GROWTH_BYTES),
        () -> assertThat(threads - before.threads).as("more threads").isLessThan(GROWTH_THREADS),
        () ->
            assertThat(connections - before.connections)
                .as("more connections")
                .isLessThanOrEqualTo(GROWTH_CONNECTIONS));
  }

  String since(Vitals before) {
    return "heap %,d after %,d; threads %d after %d; connections %d after %d"
        .formatted(
            heapBytes, before.heapBytes, threads, before.threads, connections, before.connections);
  }

  /// What grew most since then, by class.
  private String growthSince(Vitals before) {
    StringBuilder growth = new StringBuilder();
    largest.entrySet().stream()
        .map(now -> Map.entry(now.getValue() - before.largest.getOrDefault(now.getKey(), 0L), now))
        .sorted(Map.Entry.<Long, Map.Entry<String, Long>>comparingByKey().reversed())
        .limit(SHOWN)
        .forEach(entry ->
            growth.append("%n%,13d %s".formatted(entry.getKey(), entry.getValue().getKey())));
    return growth.toString();
  }

  /// Lines of the log and the console that tell of a fault.
  static List<String> faults(Running running) {
    List<String> faults = new ArrayList<>();
    try (Stream<Path> logs = Files.list(running.data().resolve("logs"))) {
      for (Path log : Stream.concat(logs, Stream.of(running.console())).toList()) {
        List<String> lines = Files.readAllLines(log, UTF_8);
        for (int i = 0; i < lines.size(); i++) {
          if (isFault(lines.get(i))) {
            faults.add(lines.get(Math.max(0, i - 1)) + "\n" + lines.get(i));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return faults;
  }

  private static boolean isFault(String line) {
    return line.contains(" ERROR ") || line.startsWith("\tat ") || line.startsWith("Exception in");
  }

  private static List<String> histogram(long pid) {
    try {
      Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
      Process process =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      return new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The sum over the metric's tags.
  private static long value(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .reduce(Long::sum)
        .orElseThrow(() -> new AssertionError("there is no metric " + name));
  }
}
