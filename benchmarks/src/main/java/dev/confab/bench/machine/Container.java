package dev.confab.bench.machine;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/// What memory and JVM options a service's container gets, as the files that run it say.
///
/// @param megabytes the limit of the whole process
/// @param heapPercent of the image; empty if it says none
/// @param javaOptions behind those of the image
public record Container(long megabytes, String heapPercent, String javaOptions) {
  private static final int MEGA = 1_024;
  private static final Pattern HEAP_PERCENT = Pattern.compile("HEAP_PERCENT=([0-9]+)");

  /// As `docker-compose.yml` has it.
  ///
  /// @param role `gateway`, `message` or `history`
  public static Container ofCompose(Path root, String role) throws IOException {
    Map<?, ?> file = read(root.resolve("docker-compose.yml"));
    Map<?, ?> service = (Map<?, ?>) in(file, "services", role + "-1");
    return new Container(
        megabytes(String.valueOf(service.get("mem_limit"))), heapPercent(root, role), "");
  }

  /// As the Helm chart has it.
  public static Container ofChart(Path root, String role) throws IOException {
    Map<?, ?> file = read(root.resolve("deploy/helm/confab/values.yaml"));
    Object memory = in(file, role, "resources", "limits", "memory");
    return new Container(
        megabytes(String.valueOf(memory)),
        heapPercent(root, role),
        String.valueOf(file.get("javaOptions")));
  }

  private static String heapPercent(Path root, String role) throws IOException {
    String file = Files.readString(root.resolve("Dockerfile"));
    String image = file.substring(file.indexOf(" AS " + role + "\n"));
    int next = image.indexOf("\nFROM ");
    Matcher percent = HEAP_PERCENT.matcher(next < 0 ? image : image.substring(0, next));
    return percent.find() ? percent.group(1) : "";
  }

  private static Map<?, ?> read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return new Yaml().load(reader);
    }
  }

  private static Object in(Map<?, ?> from, String... path) {
    Object found = from;
    for (String key : path) {
      Map<?, ?> map = (Map<?, ?>) found;
      found = Objects.requireNonNull(map.get(key), key);
    }
    return found;
  }

  /// `640m`, `1g`, `2Gi`, `1536Mi`
  static long megabytes(String text) {
    String lower = text.toLowerCase(Locale.ROOT).replace("i", "");
    long number = Long.parseLong(lower.substring(0, lower.length() - 1));
    return switch (lower.charAt(lower.length() - 1)) {
      case 'm' -> number;
      case 'g' -> number * MEGA;
      default -> throw new IllegalArgumentException("no memory: " + text);
    };
  }
}
