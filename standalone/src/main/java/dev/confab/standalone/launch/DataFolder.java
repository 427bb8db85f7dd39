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
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder in which everything is kept, held by one process at a time.
///
/// A folder is ours if it has our marker; nothing is written to, or deleted from, any other that
/// has something in it.
public final class DataFolder implements AutoCloseable {
  private static final int FORMAT = 1;
  private static final String MARKER = "confab.json";
  private static final String LOCK = "confab.lock";

  /// What a reset deletes; the programs of PostgreSQL stay.
  private static final List<String> KEPT = List.of("postgres", "kafka", "timeline", "keys", "logs");

  private record Marker(String product, int format) {}

  private final Path path;
  private final FileChannel lock;

  private DataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /// Takes the folder, which is made if it is not there.
  public static DataFolder take(Path path) throws StartRefusedException {
    try {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw new StartRefusedException(
            "%s is not a folder: choose another with --data.".formatted(path));
      }
      Files.createDirectories(path);
      mark(path);
      FileChannel lock = lock(path);
      Files.createDirectories(path.resolve("logs"));
      return new DataFolder(path, lock);
    } catch (IOException e) {
      throw new StartRefusedException(
          "%s can't be written to: choose another folder with --data.".formatted(path));
    }
  }

  public Path postgres() {
    return path.resolve("postgres");
  }

  public Path postgresBinaries() {
    return path.resolve("postgres-binaries");
  }

  public Path kafka() {
    return path.resolve("kafka");
  }

  public Path timeline() {
    return path.resolve("timeline");
  }

  public Path keys() {
    return path.resolve("keys");
  }

  public Path logs() {
    return path.resolve("logs");
  }

  public Path log() {
    return logs().resolve("confab.log");
  }

  public Path postgresLog() {
    return logs().resolve("postgres.log");
  }

  /// Deletes what is kept, but not the folder and what others put there.
  public void reset() throws IOException {
    for (String name : KEPT) {
      delete(path.resolve(name));
    }
    Files.createDirectories(logs());
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static void mark(Path path) throws IOException, StartRefusedException {
    Path marker = path.resolve(MARKER);
    if (Files.exists(marker)) {
      check(path, marker);
    } else if (isEmpty(path)) {
      Files.write(marker, Json.encode(new Marker("confab", FORMAT)), StandardOpenOption.CREATE_NEW);
    } else {
      throw foreign(path);
    }
  }

  private static void check(Path path, Path marker) throws IOException, StartRefusedException {
    try {
      Marker found = Json.decode(Files.readAllBytes(marker), Marker.class);
      if (!found.product().equals("confab")) {
        throw foreign(path);
      }
      if (found.format() != FORMAT) {
        throw new StartRefusedException(
            "%s was written by another version of Confab (format %d, this one has %d): choose another folder with --data."
                .formatted(path, found.format(), FORMAT));
      }
    } catch (MalformedException e) {
      throw foreign(path);
    }
  }

  private static StartRefusedException foreign(Path path) {
    return new StartRefusedException(
        "%s has something in it that is not Confab's: choose another folder with --data."
            .formatted(path));
  }

  private static boolean isEmpty(Path path) throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  private static FileChannel lock(Path path) throws IOException, StartRefusedException {
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
        "Confab already runs on %s: stop that one, or choose another folder with --data."
            .formatted(path));
  }

  private static void delete(Path path) throws IOException {
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
}
