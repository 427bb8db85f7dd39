package dev.confab.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.running.MemoryExhaustion;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where memory ends, the process ends and says so. The launchers run as they are, but their JDK's
/// `java` takes the options and runs a program that takes all memory in place of ours.
class MemoryTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path jdk;

  @BeforeEach
  void makeJdk() throws IOException, URISyntaxException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path classes =
        Path.of(MemoryExhaustion.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25\"\n");
    // Everything before the program is an option; the heap that wins is small.
    program(
        "java",
        """
        #!/bin/bash
        options=()
        for argument; do
          case $argument in -jar | -cp) break ;; *) options+=("$argument") ;; esac
        done
        exec '%s' "${options[@]}" -Xms8m -Xmx16m -cp '%s' %s
        """
            .formatted(java, classes, MemoryExhaustion.class.getName()));
    program("javac", "#!/bin/sh\n");
  }

  @Test
  void allInOneEndsWhereItsMemoryEnds() throws Exception {
    endsAndSaysSo(List.of(ROOT + "/confab", "up", "--port", "1"), "CONFAB_JAVA_OPTS=-Xmx");
  }

  @Test
  void allInOneWithoutABuildEndsWhereItsMemoryEnds() throws Exception {
    Path home = Files.createDirectories(jdk.resolve("a folder"));
    Files.createDirectory(home.resolve("bin"));
    for (String read : List.of("all-in-one", "layout")) {
      Files.copy(ROOT.resolve("bin").resolve(read), home.resolve("bin").resolve(read));
    }
    Files.copy(ROOT.resolve("bin/installed"), home.resolve("confab"));
    Files.createFile(home.resolve("standalone-1.jar"));
    Files.createSymbolicLink(home.resolve("runtime"), jdk);
    endsAndSaysSo(List.of(home + "/confab", "up", "--port", "1"), "CONFAB_JAVA_OPTS=-Xmx");
  }

  @Test
  void launcherOfClustersEndsWhereItsMemoryEnds() throws Exception {
    endsAndSaysSo(List.of(ROOT + "/confab", "cluster", "status", "--dir", "none"), "");
  }

  @Test
  void loadDriversEndWhereTheirMemoryEnds() throws Exception {
    endsAndSaysSo(List.of(ROOT + "/confab", "bench", "jmh"), "");
    endsAndSaysSo(List.of(ROOT + "/confab", "chaos"), "");
  }

  @Test
  void servicesInContainersEndWhereTheirMemoryEnds() throws Exception {
    endsAndSaysSo(List.of(ROOT + "/deploy/service/start"), "more memory");
  }

  /// What the process prints reaches whoever started it.
  private void endsAndSaysSo(List<String> command, String advice) throws Exception {
    Path said = jdk.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "CONFAB_JAVA_HOME",
                jdk.toString(),
                "CONFAB_BUILD",
                "no",
                "CONFAB_WARM_UP",
                "no",
                "CONFAB_DATA",
                jdk.resolve("data").toString(),
                "PATH",
                jdk.resolve("bin") + ":/usr/bin:/bin"));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(said, UTF_8)).contains("out of memory", advice);
    assertThat(process.exitValue()).isEqualTo(3);
  }

  private void program(String name, String text) throws IOException {
    Path file = Files.writeString(jdk.resolve("bin").resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
