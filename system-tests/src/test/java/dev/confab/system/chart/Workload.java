package dev.confab.system.chart;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A Deployment or StatefulSet with its pods.
record Workload(ObjectNode object, Rendering rendering) {
  String name() {
    return Rendering.name(object);
  }

  String component() {
    return Rendering.text(object, "/metadata/labels/app.kubernetes.io~1component");
  }

  boolean isRouter() {
    return component().equals("router");
  }

  ObjectNode pod() {
    return Rendering.object(object, "/spec/template/spec");
  }

  JsonNode podLabels() {
    return object.at("/spec/template/metadata/labels");
  }

  List<JsonNode> containers() {
    return Rendering.list(pod(), "/containers");
  }

  ObjectNode container() {
    return Rendering.object(pod(), "/containers/0");
  }

  /// The environment of its container, but what comes from Secrets and fields.
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    for (JsonNode from : Rendering.list(container(), "/envFrom")) {
      String map = Rendering.text(from, "/configMapRef/name");
      for (ObjectNode found : rendering.of("ConfigMap")) {
        if (Rendering.name(found).equals(map)) {
          found
              .path("data")
              .properties()
              .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asString("")));
        }
      }
    }
    for (JsonNode variable : Rendering.list(container(), "/env")) {
      if (variable.has("value")) {
        settings.put(Rendering.text(variable, "/name"), Rendering.text(variable, "/value"));
      }
    }
    return settings;
  }

  long graceSeconds() {
    return pod().path("terminationGracePeriodSeconds").asLong(0);
  }

  long preStopSeconds() {
    return container().at("/lifecycle/preStop/sleep/seconds").asLong(0);
  }
}
