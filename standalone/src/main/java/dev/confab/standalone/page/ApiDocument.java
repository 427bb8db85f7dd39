package dev.confab.standalone.page;

import dev.confab.schema.codec.Json;
import java.io.IOException;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// Serves the OpenAPI document as JSON. It is written by hand, since the controllers take and give
/// bytes that no generator could describe; a test compares its paths with the controllers'.
@RestController
final class ApiDocument {
  private final byte[] json;

  private ApiDocument(byte[] json) {
    this.json = json;
  }

  static ApiDocument load() throws IOException {
    try (var yaml = ApiDocument.class.getResourceAsStream("/static/openapi.yaml")) {
      Object document =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(Objects.requireNonNull(yaml));
      return new ApiDocument(Json.encode(document));
    }
  }

  @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] document() {
    return json;
  }
}
