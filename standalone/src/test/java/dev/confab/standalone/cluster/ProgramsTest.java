package dev.confab.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
  private static final Layout LAYOUT = new Layout("id", 3, 2, 2, 2, 20_000);

  @TempDir private Path folder;

  @BeforeEach
  void build() throws IOException {
    for (String module :
        List.of("standalone", "gateway-service", "message-service", "history-service")) {
      Path target = Files.createDirectories(folder.resolve(module).resolve("target"));
      Files.createDirectories(target.resolve("lib"));
      Files.createFile(target.resolve(module + "-1.0.jar"));
    }
  }

  @Test
  void runsEachServiceFromItsOwnJar() throws Exception {
    assertThat(command("message-2"))
        .containsSubsequence(
            "-jar", folder.resolve("message-service/target/message-service-1.0.jar").toString())
        .noneMatch(argument -> argument.contains("standalone"));
  }

  @Test
  void tellsServicesWhereEverythingIs() throws Exception {
    assertThat(command("gateway-1"))
        .contains(
            "--server.address=127.0.0.1",
            "--server.port=20031",
            "--confab.kafka.bootstrap-servers=127.0.0.1:20011,127.0.0.1:20012,127.0.0.1:20013",
            "--confab.kafka.replicas=3",
            "--confab.web.jwk-set-uri=http://127.0.0.1:20001/.well-known/jwks.json",
            "--confab.gateway.history-url=http://127.0.0.1:20051,http://127.0.0.1:20052");
    assertThat(command("history-2"))
        .contains(
            "--confab.history.advertised-address=127.0.0.1:20052",
            "--spring.datasource.url=jdbc:postgresql://127.0.0.1:20000/confab");
  }

  @Test
  void givesEachBrokerTheWholeQuorum() throws Exception {
    assertThat(command("broker-2"))
        .endsWith(data("broker-2"), "2", "id", "20011:20021", "20012:20022", "20013:20023");
  }

  @Test
  void marksEachCommandAsOneOfThisFolderAndNoOther() throws Exception {
    for (Part part : LAYOUT.parts()) {
      if (part.role() != Role.POSTGRES) {
        String mark = Programs.mark(part.name(), cluster());
        assertThat(command(part.name())).contains(mark);
        assertThat(mark).endsWith(data(part.name()));
      }
    }
  }

  @Test
  void endsEachProcessWhereItsMemoryEnds() throws Exception {
    for (Part part : LAYOUT.parts()) {
      if (part.role() != Role.POSTGRES) {
        assertThat(command(part.name()))
            .contains("-XX:+ExitOnOutOfMemoryError")
            .anyMatch(option -> option.startsWith("-XX:OnOutOfMemoryError=echo "));
      }
    }
  }

  @Test
  void refusesWhatIsNotBuilt() throws IOException {
    Files.delete(folder.resolve("gateway-service/target/gateway-service-1.0.jar"));
    assertThatIOException()
        .isThrownBy(() -> command("gateway-1"))
        .withMessageStartingWith("gateway-service is not built");
  }

  private List<String> command(String name) throws IOException, InterruptedException {
    Part part =
        LAYOUT.parts().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    return new Programs(LAYOUT, cluster(), Installation.of(folder.toString())).command(part);
  }

  private ClusterFolder cluster() {
    return new ClusterFolder(folder.resolve("cluster"));
  }

  private String data(String name) {
    return folder.resolve("cluster").resolve(name).toString();
  }
}
