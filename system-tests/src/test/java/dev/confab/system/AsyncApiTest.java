package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.confab.system.running.WebScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `docs/asyncapi.yaml` is an AsyncAPI document, whose references lead somewhere.
class AsyncApiTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private JsonNode document;

  @BeforeEach
  void read() throws IOException {
    String yaml = Files.readString(Path.of("..", "docs", "asyncapi.yaml"));
    Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    document = JSON.valueToTree(read);
  }

  @Test
  void keepsTheSchemaOfItsVersion() throws IOException {
    String version = document.path("asyncapi").stringValue();
    Path schema =
        WebScript.WEB.resolve(
            "node_modules/@asyncapi/specs/schemas/%s-without-$id.json".formatted(version));
    assumeThat(schema).exists();
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(schema))
                .validate(document.toString(), InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void refersToNothingThatIsMissing() {
    for (JsonNode reference : document.findValues("$ref")) {
      String path = reference.stringValue();
      assertThat(document.at(path.substring(1)).isMissingNode()).as(path).isFalse();
    }
  }

  @Test
  void saysHowSocketsKnowTheirUsers() {
    assertThat(document.at("/servers/gateway/security").findValuesAsString("$ref"))
        .containsExactly(
            "#/components/securitySchemes/bearer", "#/components/securitySchemes/cookie");
  }
}
