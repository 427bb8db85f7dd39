package dev.confab.standalone.launch;

import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A folder that is ours, held by one process at a time.
///
/// It is ours if it has our marker; nothing is written to, or deleted from, any other that has
/// something in it.
public final class Claim implements AutoCloseable {
  private static final String MARKER = "confab.json";
  private static final String LOCK = "confab.lock";

  private record Marker(String product, int format) {}

  private final FileChannel lock;

  private Claim(FileChannel lock) {
    this.lock = lock;
  }

  /// Takes the folder, which is made if it is not there.
  ///
  /// @param product whose data it holds, and in which format
  /// @param flag with which the user names another folder
  public static Claim take(Path path, String product, int format, String flag)
      throws StartRefusedException {
    try {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw refused("%s is not a folder", path, flag);
      }
      Files.createDirectories(path);
      mark(path, new Marker(product, format), flag);
      // Conversations, keys and passwords are in it.
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      return new Claim(lock(path, flag));
    } catch (IOException e) {
      throw refused("%s can't be written to", path, flag);
    }
  }

  /// Deletes a file, or a folder with all that is in it, but what a link points to.
  public static void delete(Path path) throws IOException {
    if (Files.notExists(path)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static void mark(Path path, Marker ours, String flag)
      throws IOException, StartRefusedException {
    Path marker = path.resolve(MARKER);
    if (Files.exists(marker)) {
      check(path, marker, ours, flag);
    } else if (isEmpty(path)) {
      Files.write(marker, Json.encode(ours), StandardOpenOption.CREATE_NEW);
    } else {
      throw foreign(path, flag);
    }
  }

  private static void check(Path path, Path marker, Marker ours, String flag)
      throws IOException, StartRefusedException {
    try {
      Marker found = Json.decode(Files.readAllBytes(marker), Marker.class);
      if (!found.product().equals(ours.product())) {
        throw foreign(path, flag);
      }
      if (found.format() != ours.format()) {
        throw new StartRefusedException(
            "%s was written by another version of Confab (format %d, this one has %d): choose another folder with %s."
                .formatted(path, found.format(), ours.format(), flag));
      }
    } catch (MalformedException e) {
      throw foreign(path, flag);
    }
  }

  private static StartRefusedException foreign(Path path, String flag) {
    return refused("%s has something in it that is not Confab's", path, flag);
  }

  private static StartRefusedException refused(String reason, Path path, String flag) {
    return new StartRefusedException(
        reason.formatted(path) + ": choose another folder with " + flag + ".");
  }

  private static boolean isEmpty(Path path) throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  private static FileChannel lock(Path path, String flag)
      throws IOException, StartRefusedException {
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Held by this process: the same answer.
    }
    channel.close();
    throw new StartRefusedException(
        "Confab already runs on %s: stop that one, or choose another folder with %s."
            .formatted(path, flag));
  }
}
