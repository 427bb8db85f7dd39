package dev.confab.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.confab.system.running.WebScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What OpenAPI Generator makes of `docs/openapi.yaml` compiles, and every field has a type.
class GeneratedClientsTest {
  private static final Path HERE = Path.of("");
  private static final Path GENERATOR = Path.of("target", "openapi-generator", "cli.jar");
  private static final Path DOCUMENT = Path.of("..", "docs", "openapi.yaml");

  @TempDir Path folder;

  @Test
  void inTypeScript() throws Exception {
    Path tsc = WebScript.WEB.resolve("node_modules/typescript/bin/tsc");
    assumeThat(tsc).exists();
    generate("typescript-fetch");
    String options = "--strict --noEmit --target es2022 --lib es2022,dom --module esnext";
    List<String> command = new ArrayList<>(List.of("node", tsc.toRealPath().toString()));
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of("--moduleResolution", "bundler", "index.ts"));
    run(folder, command);

    List<String> untyped = new ArrayList<>();
    for (Path model : files("models", ".ts")) {
      Files.readAllLines(model).stream()
          .filter(line -> line.matches(" +\\w+\\??: any\\b.*;"))
          .forEach(line -> untyped.add(model.getFileName() + line));
    }
    assertThat(untyped).isEmpty();
  }

  @Test
  void inJava() throws Exception {
    generate("java", "--library", "native", "-p", "useJakartaEe=true,openApiNullable=false");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    command.addAll(List.of("-proc:none", "-nowarn", "-d", folder.resolve("classes").toString()));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    files("src/main", ".java").forEach(file -> command.add(file.toString()));
    run(HERE, command);
  }

  private void generate(String kind, String... options) throws Exception {
    assertThat(GENERATOR).exists();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-jar", GENERATOR.toString(), "generate"));
    command.addAll(List.of("-i", DOCUMENT.toString(), "-g", kind, "-o", folder.toString()));
    command.addAll(List.of(options));
    run(HERE, command);
  }

  private List<Path> files(String below, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(below))) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  private static void run(Path folder, List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
