package dev.confab.system.document;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.confab.system.client.Answer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The OpenAPI document as it is served: what each operation may answer, field by field.
public final class OpenApi {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  private final JsonNode document;
  private final Map<String, Schema> schemas = new TreeMap<>();

  public OpenApi(JsonNode document) {
    this.document = document.deepCopy();
    this.document.at("/components/schemas").values().forEach(this::closeInside);
  }

  /// Every operation, as `GET /chat/sessions`.
  public Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    document
        .path("paths")
        .forEachEntry((path, item) ->
            item.propertyNames().stream()
                .filter(METHODS::contains)
                .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    return operations;
  }

  /// What is wrong with the answer; empty if it is as the document has it, with no field besides.
  ///
  /// @param operation as in {@link #operations}
  public String complaints(String operation, Answer answer) {
    JsonNode response = response(operation, answer.status());
    JsonNode content = response.path("content");
    if (content.isMissingNode()) {
      return answer.text().isEmpty() ? "" : "has a body";
    }
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    JsonNode schema = content.path(type).path("schema");
    if (schema.isMissingNode()) {
      return "is of the type " + type;
    }
    return schemas
        .computeIfAbsent(operation + " " + answer.status(), name -> closed(schema))
        .validate(answer.text(), InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .collect(Collectors.joining("\n"));
  }

  private JsonNode response(String operation, int status) {
    String[] words = operation.split(" ", 2);
    JsonNode responses =
        document
            .path("paths")
            .path(words[1])
            .path(words[0].toLowerCase(Locale.ROOT))
            .path("responses");
    JsonNode response = responses.path(String.valueOf(status));
    return resolved(response.isMissingNode() ? responses.path("default") : response);
  }

  private JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }

  private Schema closed(JsonNode schema) {
    ObjectNode root = (ObjectNode) schema.deepCopy();
    close(root);
    root.set("components", document.path("components"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(root.toString());
  }

  /// Where a value stands that has fields of a known name, it has no others.
  private void close(JsonNode place) {
    JsonNode meant = resolved(place);
    if (place instanceof ObjectNode object && (meant.has("properties") || meant.has("allOf"))) {
      object.put("unevaluatedProperties", false);
    }
    closeInside(place);
  }

  private void closeInside(JsonNode schema) {
    schema.path("properties").values().forEach(this::close);
    schema.path("oneOf").values().forEach(this::close);
    schema.path("allOf").values().forEach(this::closeInside);
    if (schema.has("items")) {
      close(schema.path("items"));
    }
  }
}
