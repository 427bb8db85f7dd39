package dev.confab.system.crash;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// The agent as the JVM wants it: a jar, with nothing but what runs inside the process.
public final class AgentJar {
  private static final List<String> CLASSES =
      List.of("CrashAgent", "CrashAgent$Planting", "CrashAgent$Call", "CrashPoint", "ClockSkew");

  private AgentJar() {}

  /// The JVM's options with which a process has the agent of that file.
  public static String option(Path file) {
    return "-javaagent:" + file;
  }

  /// Writes it there and returns its absolute path.
  public static Path write(Path file) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", CrashAgent.class.getName());
    try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      String folder = AgentJar.class.getPackageName().replace('.', '/');
      for (String name : CLASSES) {
        try (InputStream bytes = AgentJar.class.getResourceAsStream(name + ".class")) {
          if (bytes == null) {
            throw new FileNotFoundException(name);
          }
          jar.putNextEntry(new JarEntry(folder + "/" + name + ".class"));
          bytes.transferTo(jar);
          jar.closeEntry();
        }
      }
    }
    return file.toAbsolutePath();
  }
}
