package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./confab up` builds when the contents of the sources changed, and not when their times did. The
/// launcher is ours, in a small tree of its own; Maven and Java only note that they were called.
class RebuildTest {
  private static final Path LAUNCHER = Path.of("..", "confab");
  private static final List<String> SOURCES =
      List.of(
          "pom.xml",
          "standalone/pom.xml",
          "standalone/src/main/java/Main.java",
          "deploy/kafka/topics.sh",
          "docs/openapi.yaml",
          "web/package-lock.json",
          "web/sdk/package.json",
          "web/sdk/src/index.ts",
          "web/sdk/tsconfig.json",
          "web/app/package.json",
          "web/app/src/app.ts",
          "web/app/tsconfig.json",
          "web/app/vite.config.ts",
          "web/app/index.html",
          "web/app/status.html");

  @TempDir private Path tree;

  @BeforeEach
  void makeTree() throws IOException {
    for (String source : SOURCES) {
      write(source, "one");
    }
    Files.copy(LAUNCHER, tree.resolve("confab"));
    Files.createDirectory(tree.resolve("bin"));
    for (String read : List.of("all-in-one", "jdk")) {
      Files.copy(LAUNCHER.resolveSibling("bin").resolve(read), tree.resolve("bin").resolve(read));
    }
    write("jdk/release", "JAVA_VERSION=\"25\"\n");
    program("jdk/bin/java", "#!/bin/sh\n");
    program("jdk/bin/javac", "#!/bin/sh\n");
    program("bin/mvn", "#!/bin/sh\necho built >>'" + tree.resolve("builds") + "'\n");
  }

  @Test
  void buildsOnceFromTheSameSources() throws Exception {
    up();
    up();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void takesNoTimeForAChange() throws Exception {
    up();
    for (String source : SOURCES) {
      Files.setLastModifiedTime(tree.resolve(source), FileTime.from(Instant.now().plusSeconds(60)));
    }
    up();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void takesWhatCameBackForNoChange() throws Exception {
    up();
    write("standalone/src/main/java/Main.java", "two");
    write("standalone/src/main/java/Other.java", "two");
    write("standalone/src/main/java/Main.java", "one");
    Files.delete(tree.resolve("standalone/src/main/java/Other.java"));
    up();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void buildsAfterEachChangeOfASource() throws Exception {
    up();
    int expected = 1;
    for (String source : SOURCES) {
      FileTime before = Files.getLastModifiedTime(tree.resolve(source));
      write(source, "two");
      Files.setLastModifiedTime(tree.resolve(source), before);
      up();
      assertThat(builds()).as(source).isEqualTo(++expected);
    }
  }

  @Test
  void buildsAfterASourceCameOrWent() throws Exception {
    up();
    write("standalone/src/main/java/Other.java", "new");
    up();
    assertThat(builds()).isEqualTo(2);
    Files.delete(tree.resolve("standalone/src/main/java/Other.java"));
    up();
    assertThat(builds()).isEqualTo(3);
  }

  private void up() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(tree.resolve("confab").toString(), "up", "--port", "1")
            .redirectErrorStream(true)
            .redirectOutput(tree.resolve("said").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "CONFAB_JAVA_HOME",
                tree.resolve("jdk").toString(),
                "CONFAB_WARM_UP",
                "no",
                "PATH",
                tree.resolve("bin") + ":/usr/bin:/bin"));
    builder.environment().remove("CONFAB_BUILD");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(tree.resolve("said"))).isZero();
  }

  private int builds() throws IOException {
    return Files.readAllLines(tree.resolve("builds")).size();
  }

  private void write(String name, String text) throws IOException {
    Path file = tree.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void program(String name, String text) throws IOException {
    write(name, text);
    Files.setPosixFilePermissions(tree.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
