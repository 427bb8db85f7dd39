package dev.confab.standalone.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/// The passwords of a server's two roles, in a file that only its owner can read. It has the form
/// that `psql` and every other client of PostgreSQL takes from `PGPASSFILE`.
final class Passwords {
  private static final int BYTES = 24;
  private static final String ANYWHERE = "*:*:*:";

  private final List<String> lines;

  private Passwords(List<String> lines) {
    this.lines = lines;
  }

  /// Those of the file. Throws `IOException` with a sentence if it is not there.
  static Passwords in(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new IOException(
          "%s is missing: PostgreSQL asks for the passwords that were in it. Put it back, or begin anew with --reset."
              .formatted(file));
    }
    return new Passwords(Files.readAllLines(file));
  }

  /// Makes the file, unless a start that was cut off has made it.
  static void provide(Path file) throws IOException {
    if (Files.notExists(file)) {
      write(file, Stream.of(Access.ADMIN, Access.USER).map(Passwords::fresh).toList());
    }
  }

  /// Throws `IOException` if the file has none for that role.
  String of(String role) throws IOException {
    String start = ANYWHERE + role + ":";
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElseThrow(() -> new IOException("There is no password of " + role + "."));
  }

  /// A file that only its owner can read, whole or not at all.
  static void write(Path file, List<String> lines) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "new-", "", ownerOnly);
    Files.write(fresh, lines);
    try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String fresh(String role) {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return ANYWHERE + role + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
