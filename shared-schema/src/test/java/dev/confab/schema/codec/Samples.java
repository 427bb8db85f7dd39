package dev.confab.schema.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/// The stored values of version 1: what was once written must be readable for ever. Files are only
/// added here, never changed.
public final class Samples {
  private Samples() {}

  /// The paths of a kind's samples, such as `events`.
  public static Stream<Path> of(String kind) throws IOException {
    try {
      var folder = Objects.requireNonNull(Samples.class.getResource("/samples/v1/" + kind));
      try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
        return files.sorted().toList().stream();
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The `type` that the sample's file name says: what stands before the first dot.
  public static String type(Path sample) {
    String name = sample.getFileName().toString();
    return name.substring(0, name.indexOf('.'));
  }

  public static byte[] bytes(Path sample) {
    try {
      return Files.readAllBytes(sample);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static InputStream resource(String name) {
    return Objects.requireNonNull(Samples.class.getResourceAsStream(name), name);
  }
}
