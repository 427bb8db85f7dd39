package dev.confab.system.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// The chart in this repository, and what Helm makes of it.
final class Chart {
  private static final String NAMESPACE = "talk";
  private static final String RELEASE = "chat";

  /// Helm's own idea of a cluster that is not there is too old for the chart.
  private static final String KUBERNETES = "1.34.0";

  private static final Path FOLDER = Path.of("..", "deploy", "helm", "confab");

  private static final Map<Variant, Rendering> RENDERED = new ConcurrentHashMap<>();

  private Chart() {}

  static LintResult lint() {
    return new Helm(FOLDER).lint().strict().call();
  }

  /// Rendered once for all tests: nobody may change it.
  static Rendering rendered(Variant variant) {
    return RENDERED.computeIfAbsent(variant, one -> render(one, Map.of()));
  }

  /// With further values, as `--set` takes them. Throws `IllegalStateException` with Helm's words
  /// if it refuses.
  static Rendering render(Variant variant, Map<String, String> values) {
    return render(file(variant), values);
  }

  static Rendering render(Path file, Map<String, String> values) {
    var command =
        new Helm(FOLDER)
            .template()
            .withName(RELEASE)
            .withNamespace(NAMESPACE)
            .withKubeVersion(KUBERNETES)
            .withValuesFile(file);
    values.forEach(command::set);
    return Rendering.parse(command.call());
  }

  private static Path file(Variant variant) {
    try {
      return Path.of(
          Objects.requireNonNull(Chart.class.getResource(variant.file()), variant.file()).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
