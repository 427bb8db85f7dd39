package dev.confab.system.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads what {@link HistoryWriter} wrote.
public final class HistoryFile {
  private HistoryFile() {}

  public static List<Line> read(Path file) throws IOException, MalformedException {
    List<Line> lines = new ArrayList<>();
    try (Stream<String> texts = Files.lines(file, UTF_8)) {
      for (String text : (Iterable<String>) texts::iterator) {
        lines.add(Json.decode(text.getBytes(UTF_8), Line.class));
      }
    }
    return lines;
  }
}
