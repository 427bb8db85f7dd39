package dev.confab.standalone;

import java.nio.file.Path;

/// Where logs go: everything to one file, and warnings to the console, too.
///
/// Has to come before anything logs. Spring Boot's own logging system, which would set all up a
/// second time, is off.
final class Logging {
  private Logging() {}

  static void to(Path file) {
    System.setProperty("confab.log", file.toString());
    System.setProperty("logback.configurationFile", "logback-standalone.xml");
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
  }
}
