package dev.confab.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.confab.schema.codec.Json;
import dev.confab.standalone.launch.Claim;
import dev.confab.standalone.launch.DataFolder;
import dev.confab.standalone.launch.StartRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ClusterFolderTest {
  private static final Layout LAYOUT = new Layout("id", 1, 1, 1, 1, 20_000);

  @TempDir private Path path;

  @Test
  void saysWhatRunsWhere() throws Exception {
    ClusterFolder folder = begun();
    folder.started(LAYOUT, LAYOUT.one(Role.GATEWAY), 42);

    JsonNode json = Json.mapper().readTree(Files.readAllBytes(path.resolve("cluster.json")));
    JsonNode gateway = json.path("processes").path(3);
    assertThat(gateway.path("name").asString()).isEqualTo("gateway-1");
    assertThat(gateway.path("role").asString()).isEqualTo("gateway");
    assertThat(gateway.path("pid").asInt()).isEqualTo(42);
    assertThat(gateway.path("port").asInt()).isEqualTo(20_031);
    assertThat(gateway.path("log").asString()).isEqualTo(path + "/logs/gateway-1.log");
    assertThat(json.path("tokens").asString()).isEqualTo("http://127.0.0.1:20001");
    assertThat(json.path("gateways").path(0).asString()).isEqualTo("http://127.0.0.1:20031");
    assertThat(json.path("history").path(0).asString()).isEqualTo("http://127.0.0.1:20051");
    assertThat(json.path("kafka").asString()).isEqualTo("127.0.0.1:20011");
    assertThat(json.path("postgres").asString()).isEqualTo("127.0.0.1:20000");
  }

  @Test
  void keepsItsLayoutAndTheNewestIds() throws Exception {
    ClusterFolder folder = begun();
    folder.started(LAYOUT, LAYOUT.one(Role.BROKER), 1);
    folder.started(LAYOUT, LAYOUT.one(Role.BROKER), 2);
    assertThat(new ClusterFolder(path).layout()).isEqualTo(LAYOUT);
    assertThat(new ClusterFolder(path).pid("broker-1")).isEqualTo(2);
    assertThat(new ClusterFolder(path).pid("history-1")).isZero();
  }

  @Test
  void resetDeletesWhatTheClusterKeepsAndNothingElse() throws Exception {
    ClusterFolder folder = begun();
    Files.createDirectories(path.resolve("broker-1").resolve("chat.events-0"));
    Files.createDirectories(path.resolve("postgres-binaries"));
    Files.writeString(path.resolve("mine.txt"), "kept");
    folder.reset();
    assertThat(folder.layout()).isNull();
    assertThat(path.resolve("broker-1")).doesNotExist();
    assertThat(path.resolve("mine.txt")).hasContent("kept");
    assertThat(path.resolve("postgres-binaries")).exists();
  }

  @Test
  void isNotTheFolderOfAnAllInOne() throws Exception {
    DataFolder.take(path).close();
    assertThatExceptionOfType(StartRefusedException.class)
        .isThrownBy(() -> new ClusterFolder(path).claim())
        .withMessageContaining("not Confab's: choose another folder with --dir");
  }

  @Test
  void knowsNoProcessesBeforeAStart() {
    assertThatExceptionOfType(StartRefusedException.class)
        .isThrownBy(() -> new ClusterFolder(path).names())
        .withMessageContaining("There is no cluster in " + path);
  }

  private ClusterFolder begun() throws Exception {
    ClusterFolder folder = new ClusterFolder(path);
    try (Claim _ = folder.claim()) {
      folder.begin(LAYOUT);
    }
    return folder;
  }
}
