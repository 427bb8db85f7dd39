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

  @Test
  void filesNamedByTheirContentAreKeptForEverAndComeCompressed(Running running) throws Exception {
    HttpResponse<String> page = get(running, "/");
    assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
    for (var file : FILE.matcher(page.body()).results().map(found -> found.group(1)).toList()) {
      HttpResponse<String> plain = get(running, file);
      assertThat(plain.headers().firstValue("Cache-Control").orElse(""))
          .as(file)
          .contains("max-age=31536000", "public", "immutable");
      HttpResponse<String> small = get(running, file, "Accept-Encoding", "gzip");
      assertThat(small.headers().firstValue("Content-Encoding")).as(file).hasValue("gzip");
      assertThat(small.headers().firstValue("Content-Type"))
          .isEqualTo(plain.headers().firstValue("Content-Type"));
      assertThat(small.headers().firstValueAsLong("Content-Length").orElseThrow())
          .isLessThan(plain.headers().firstValueAsLong("Content-Length").orElseThrow() / 2);
    }
    HttpResponse<String> missing = get(running, "/index-AAAAAAAA.js");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.headers().firstValue("Cache-Control").orElse(""))
        .doesNotContain("immutable");
  }

  private HttpResponse<String> get(Running running, String path, String... headers)
      throws IOException, InterruptedException {
    var builder = HttpRequest.newBuilder(running.uri().resolve(path));
    var request = (headers.length == 0 ? builder : builder.headers(headers)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
