package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A browser gets the web client, and may run nothing else.
@ExtendWith(SharedRun.class)
class PageTest {
  private static final Pattern FILE = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void rootIsTheWebClientWithAllItsFiles(Running running) throws Exception {
    HttpResponse<String> page = get(running, "/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<div id=\"root\">").doesNotContain("<script>");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("script-src 'self';");
    var files = FILE.matcher(page.body()).results().map(found -> found.group(1)).toList();
    assertThat(files).hasSize(2);
    for (String file : files) {
      assertThat(get(running, file).statusCode()).as(file).isEqualTo(200);
    }
  }

  private HttpResponse<String> get(Running running, String path)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(running.uri().resolve(path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
