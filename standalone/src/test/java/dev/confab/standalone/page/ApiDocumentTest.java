package dev.confab.standalone.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.codec.Json;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

class ApiDocumentTest {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  @Test
  void describesEveryRouteAndNoOther() throws Exception {
    Set<String> served = new TreeSet<>(routes().toList());
    served.remove("get /v3/api-docs");
    assertThat(described()).isEqualTo(served);
  }

  @Test
  void refersToNothingThatIsMissing() throws Exception {
    JsonNode document = document();
    for (JsonNode reference : document.findValues("$ref")) {
      String path = reference.stringValue();
      assertThat(document.at(path.substring(1)).isMissingNode()).as(path).isFalse();
    }
  }

  private static Set<String> described() throws Exception {
    Set<String> described = new TreeSet<>();
    document()
        .path("paths")
        .forEachEntry((path, item) ->
            item.propertyNames().stream()
                .filter(METHODS::contains)
                .forEach(method -> described.add(method + " " + unnamed(path))));
    return described;
  }

  private static JsonNode document() throws Exception {
    return Json.mapper().readTree(ApiDocument.load().document());
  }

  private static Stream<String> routes() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
    return scanner.findCandidateComponents("dev.confab").stream()
        .map(bean -> type(String.valueOf(bean.getBeanClassName())))
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .map(method -> AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class))
        .filter(mapping -> mapping != null && mapping.method().length > 0)
        .flatMap(mapping ->
            Stream.of(mapping.path())
                .map(path ->
                    mapping.method()[0].name().toLowerCase(Locale.ROOT) + " " + unnamed(path)));
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What a variable is called does not matter.
  private static String unnamed(String path) {
    return path.replaceAll("\\{[^}]*}", "{}");
  }
}
