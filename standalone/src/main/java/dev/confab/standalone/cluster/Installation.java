package dev.confab.standalone.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Where the built programs lie, and the Java that runs them.
///
/// @param root the folder of the modules
/// @param java the program
record Installation(Path root, Path java) {
  static Installation of(String root) {
    return new Installation(
        Path.of(root).toAbsolutePath().normalize(),
        Path.of(System.getProperty("java.home"), "bin", "java"));
  }

  /// Throws `IOException` with a sentence if the module is not built.
  Path jar(String module) throws IOException {
    Path target = root.resolve(module).resolve("target");
    List<Path> jars = List.of();
    if (Files.isDirectory(target.resolve("lib"))) {
      try (Stream<Path> files = Files.list(target)) {
        jars = files.filter(file -> isJarOf(module, file)).toList();
      }
    }
    if (jars.size() != 1) {
      throw new IOException(
          "%s is not built: there is no one %s-*.jar beside its lib in %s"
              .formatted(module, module, target));
    }
    return jars.getFirst();
  }

  private static boolean isJarOf(String module, Path file) {
    return file.getFileName()
        .toString()
        .matches(module + "-[0-9][^/]*(?<!-sources|-javadoc)\\.jar");
  }
}
