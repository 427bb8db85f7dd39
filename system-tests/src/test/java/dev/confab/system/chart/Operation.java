package dev.confab.system.chart;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;

/// One operation of the REST API, and the service whose controller has it.
record Operation(String method, String path, String service) {
  private static final List<String> GATEWAY =
      List.of(
          "dev.confab.gateway.rest.SessionController", "dev.confab.gateway.rest.MessageController");
  private static final List<String> HISTORY = List.of("dev.confab.history.rest.HistoryController");

  /// All that there are, with an id for each variable in the path.
  static List<Operation> all() {
    return Stream.concat(of(GATEWAY, "gateway"), of(HISTORY, "history")).toList();
  }

  private static Stream<Operation> of(List<String> controllers, String service) {
    return controllers.stream()
        .map(Operation::load)
        .flatMap(controller -> Stream.of(controller.getDeclaredMethods()))
        .map(method -> AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class))
        .flatMap(mapping -> mapping == null ? Stream.of() : Stream.of(mapping))
        .flatMap(mapping ->
            Stream.of(mapping.method())
                .flatMap(method ->
                    Stream.of(mapping.path())
                        .map(path -> new Operation(method.name(), sample(path), service))));
  }

  private static String sample(String path) {
    return path.replaceAll("/messages/\\{[^}]+}", "/messages/01a209e6-b8f1.2")
        .replaceAll("\\{[^}]+}", "01a209e6-b8f1");
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
