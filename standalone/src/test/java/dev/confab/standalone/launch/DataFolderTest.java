package dev.confab.standalone.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path parent;

  @Test
  void isMadeAndTakenAgain() throws Exception {
    DataFolder.take(data()).close();
    DataFolder.take(data()).close();
    assertThat(data().resolve("confab.json")).hasContent("{\"product\":\"confab\",\"format\":1}");
  }

  @Test
  void takesAnEmptyFolder() throws Exception {
    Files.createDirectories(data());
    DataFolder.take(data()).close();
  }

  @Test
  void refusesAFolderThatHasSomethingElseInIt() throws Exception {
    write("letters.txt", "dear");
    assertRefused("not Confab's");
    assertThat(data()).isDirectoryNotContaining("glob:**confab*");
  }

  @Test
  void refusesAMarkerThatIsNotOurs() throws Exception {
    write("confab.json", "{\"product\":\"other\",\"format\":1}");
    assertRefused("not Confab's");
  }

  @Test
  void refusesAMarkerThatIsNoJson() throws Exception {
    write("confab.json", "confab");
    assertRefused("not Confab's");
  }

  @Test
  void refusesTheFormatOfAnotherVersion() throws Exception {
    write("confab.json", "{\"product\":\"confab\",\"format\":2}");
    assertRefused("another version");
  }

  @Test
  void refusesAFile() throws Exception {
    Files.writeString(data(), "a file");
    assertRefused("is not a folder");
  }

  @Test
  void refusesAPlaceThatCanNotBeWrittenTo() throws Exception {
    Path file = Files.writeString(parent.resolve("file"), "");
    assertThatExceptionOfType(StartRefusedException.class)
        .isThrownBy(() -> DataFolder.take(file.resolve("data")))
        .withMessageContaining("can't be written to");
  }

  @Test
  void isHeldByOneAtATime() throws Exception {
    try (var held = DataFolder.take(data())) {
      assertRefused("already runs on " + data());
      assertThat(held.kafka()).startsWithRaw(data());
    }
    DataFolder.take(data()).close();
  }

  @Test
  void resetDeletesWhatConfabKeepsAndNothingElse() throws Exception {
    try (var folder = DataFolder.take(data())) {
      Files.createDirectories(folder.kafka().resolve("chat.events-0"));
      Files.writeString(folder.kafka().resolve("meta.properties"), "x");
      Path outside = Files.writeString(parent.resolve("outside"), "kept");
      Files.createDirectories(folder.keys());
      Files.createSymbolicLink(folder.keys().resolve("link"), outside);
      write("mine.txt", "kept");
      folder.reset();
      assertThat(folder.kafka()).doesNotExist();
      assertThat(folder.keys()).doesNotExist();
      assertThat(outside).hasContent("kept");
      assertThat(data().resolve("mine.txt")).hasContent("kept");
    }
    DataFolder.take(data()).close();
  }

  private Path data() {
    return parent.resolve("data");
  }

  private void write(String name, String content) throws IOException {
    Files.createDirectories(data());
    Files.writeString(data().resolve(name), content);
  }

  private void assertRefused(String sentence) {
    assertThatExceptionOfType(StartRefusedException.class)
        .isThrownBy(() -> DataFolder.take(data()))
        .withMessageContaining(sentence);
  }
}
