package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the training run for the AOT cache is given: nothing of the settings of whoever builds. The
/// Java is one that notes what it finds.
class TrainingTest {
  private static final Path SCRIPT = Path.of("..", "bin", "all-in-one").toAbsolutePath();

  @TempDir private Path folder;

  @Test
  void findsNoSettingsOfWhoeverBuilds() throws Exception {
    Path java = folder.resolve("java");
    Files.writeString(
        java,
        "#!/bin/sh\nenv >>'%1$s/found'\nls >>'%1$s/files'\n: >'%1$s/cache.new'\n"
            .formatted(folder));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path config = Files.createDirectory(folder.resolve("here"));
    Files.writeString(config.resolve("application.properties"), "server.port=1\n");

    train(config);

    List<String> names =
        Files.readAllLines(folder.resolve("found")).stream()
            .map(line -> line.replaceFirst("=.*", ""))
            .toList();
    assertThat(names)
        .contains("PATH")
        .isSubsetOf(
            "PATH",
            "HOME",
            "USER",
            "TMPDIR",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "TZ",
            "LD_LIBRARY_PATH",
            "PWD",
            "OLDPWD",
            "SHLVL",
            "_");
    assertThat(Files.readString(folder.resolve("files"))).isEmpty();
    assertThat(folder.resolve("cache")).exists();
  }

  private void train(Path from) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                "bash",
                "-c",
                "source \"$0\" && train ../java \"$1/jar\" \"$1/cache\" \"$1/data\"",
                SCRIPT.toString(),
                folder.toString())
            .directory(from.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "SERVER_PORT", "1",
                "SPRING_PROFILES_ACTIVE", "theirs",
                "CONFAB_WEB_HOSTS", "theirs",
                "MANAGEMENT_SERVER_PORT", "1",
                "DEBUG", "true",
                "JDK_JAVA_OPTIONS", "-Dserver.port=1"));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("said"))).isZero();
  }
}
