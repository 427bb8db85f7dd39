package dev.confab.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.StandardEnvironment;

class AwaitedSettingsTest {
  @Test
  void waitsForThePartThatKnows() {
    var known = new CompletableFuture<String>();
    StandardEnvironment environment = environment(Map.of("part.address", known));
    var asked = CompletableFuture.supplyAsync(() -> environment.getProperty("part.address"));
    assertThat(asked).isNotDone();
    known.complete("here:1");
    assertThat(asked.join()).isEqualTo("here:1");
  }

  @Test
  void keepsNobodyWaitingWhoAsksForSomethingElse() {
    StandardEnvironment environment =
        environment(Map.of("part.address", new CompletableFuture<>()));
    assertThat(environment.getProperty("part.port")).isNull();
    assertThat(environment.containsProperty("part.address")).isTrue();
  }

  @Test
  void saysWhyAPartDidNotStart() {
    var failed = CompletableFuture.<String>failedFuture(new IOException("initdb failed."));
    StandardEnvironment environment = environment(Map.of("part.address", failed));
    assertThatThrownBy(() -> environment.getProperty("part.address"))
        .hasRootCauseMessage("initdb failed.");
  }

  private static StandardEnvironment environment(Map<String, CompletableFuture<String>> known) {
    var environment = new StandardEnvironment();
    var settings = new HashMap<String, Callable<String>>();
    known.forEach((name, value) -> settings.put(name, value::get));
    environment.getPropertySources().addFirst(new AwaitedSettings(settings));
    return environment;
  }
}
