package dev.confab.bench.machine;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.Yaml;

/// What memory and JVM options a service's container gets, as the files that run it say.
///
/// @param megabytes the limit of the whole process
/// @param javaOptions behind those of the image
public record Container(long megabytes, String javaOptions) {
  private static final int MEGA = 1_024;

  /// As `docker-compose.yml` has it.
  ///
  /// @param role `gateway`, `message` or `history`
  public static Container ofCompose(Path root, String role) throws IOException {
    Map<?, ?> file = read(root.resolve("docker-compose.yml"));
    Map<?, ?> service = (Map<?, ?>) in(file, "services", role + "-1");
    return new Container(megabytes(String.valueOf(service.get("mem_limit"))), "");
  }

  /// As the Helm chart has it.
  public static Container ofChart(Path root, String role) throws IOException {
    Map<?, ?> file = read(root.resolve("deploy/helm/confab/values.yaml"));
    Object memory = in(file, role, "resources", "limits", "memory");
    return new Container(
        megabytes(String.valueOf(memory)), String.valueOf(file.get("javaOptions")));
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
