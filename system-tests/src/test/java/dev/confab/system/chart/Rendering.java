package dev.confab.system.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The objects that Helm rendered, as JSON that a test may change.
record Rendering(List<ObjectNode> objects) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet");

  /// Throws if it is no YAML, or a field is there twice.
  static Rendering parse(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    List<ObjectNode> objects = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
      if (document != null && JSON.valueToTree(document) instanceof ObjectNode object) {
        objects.add(object);
      }
    }
    return new Rendering(objects);
  }

  Rendering copy() {
    return new Rendering(
        objects.stream()
            .map(ObjectNode::deepCopy)
            .collect(Collectors.toCollection(ArrayList::new)));
  }

  List<ObjectNode> of(String kind) {
    return objects.stream().filter(object -> text(object, "/kind").equals(kind)).toList();
  }

  /// The one of that kind whose name ends so.
  ObjectNode one(String kind, String end) {
    return of(kind).stream()
        .filter(object -> name(object).endsWith(end))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + kind + " …" + end));
  }

  boolean has(String kind, Predicate<ObjectNode> which) {
    return of(kind).stream().anyMatch(which);
  }

  List<Workload> workloads() {
    return objects.stream()
        .filter(object -> WORKLOADS.contains(text(object, "/kind")))
        .map(object -> new Workload(object, this))
        .toList();
  }

  Workload workload(String component) {
    return workloads().stream()
        .filter(workload -> workload.component().equals(component))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no workload " + component));
  }

  /// Whether some pod has all of these labels.
  boolean selectsAPod(JsonNode labels) {
    return !labels.isEmpty()
        && workloads().stream().anyMatch(workload -> includes(workload.podLabels(), labels));
  }

  static boolean includes(JsonNode labels, JsonNode wanted) {
    return wanted.properties().stream()
        .allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
  }

  static String name(JsonNode object) {
    return text(object, "/metadata/name");
  }

  /// Empty if there is nothing, or no scalar.
  static String text(JsonNode node, String pointer) {
    JsonNode found = node.at(pointer);
    return found.isValueNode() ? found.asString("") : "";
  }

  static List<JsonNode> list(JsonNode node, String pointer) {
    return StreamSupport.stream(node.at(pointer).spliterator(), false).toList();
  }

  static ObjectNode object(JsonNode node, String pointer) {
    if (node.at(pointer) instanceof ObjectNode found) {
      return found;
    }
    throw new IllegalStateException("no object at " + pointer);
  }

  static JsonNode json(String text) {
    return JSON.readTree(text);
  }
}
