package dev.confab.system.chart;

import static dev.confab.system.chart.Chart.rendered;
import static dev.confab.system.chart.Rendering.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

class HelmChartTest {
  private static Stream<Promise> promises() {
    return Stream.concat(Stream.of(PodPromise.values()), Stream.of(ClusterPromise.values()));
  }

  private static Stream<Arguments> promisesOfVariants() {
    return promises()
        .flatMap(
            promise -> Stream.of(Variant.values()).map(variant -> Arguments.of(promise, variant)));
  }

  @Test
  void passesHelmsOwnLint() {
    var result = Chart.lint();
    assertThat(result.isFailed()).as(String.join("\n", result.getMessages())).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void rendersObjectsThatFitTheirApis(Variant variant) {
    assertThat(rendered(variant).objects())
        .hasSizeGreaterThan(10)
        .allSatisfy(object -> assertThat(Types.misfits(object)).as(name(object)).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("promisesOfVariants")
  void keeps(Promise promise, Variant variant) {
    assertThat(promise.broken(rendered(variant))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("promises")
  void seesThatAPromiseIsBroken(Promise promise) {
    Rendering rendering = rendered(Variant.EVERYTHING).copy();
    promise.plant(rendering);
    assertThat(promise.broken(rendering)).isNotEmpty();
  }

  @Test
  void hasEveryPartWhereEverythingIsOn() {
    assertThat(rendered(Variant.EVERYTHING).workloads())
        .extracting(Workload::component)
        .containsExactlyInAnyOrder("gateway", "message", "history", "analytics", "router");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kafka.partitons | 12 | additional",
        "kafka.partitions | 0 | partitions",
        "kafka.properties.sasl\\.jaas\\.config | x | jaas",
        "kafka.properties.ssl\\.key\\.password | x | password",
        "gateway.extraEnv.MY_PASSWORD | x | PASSWORD",
        "postgres.url | jdbc:postgresql://u:p@db/confab | url",
        "postgres.url | jdbc:postgresql://db/confab?user=u&password=p | url",
        "podSecurityContext.runAsUser | 0 | runAsUser",
        "podSecurityContext.runAsNonRoot | false | runAsNonRoot",
        "message.replicas | 13 | 12 partitions",
        "history.replicas | 13 | 12 partitions",
        "history.standbys | 2 | standbys",
        "kafka.bootstrapServers | '' | bootstrapServers",
        "web.issuer | '' | issuer",
        "postgres.existingSecret | '' | existingSecret",
        "kafka.authentication | scram | existingSecret",
        "kafka.authentication | mtls | tls",
        "httpRoute.enabled | true | parentRefs",
        "ingress.enabled | true | host",
      })
  void refuses(String value, String is, String because) {
    assertThatThrownBy(() -> Chart.render(Variant.MINIMAL, Map.of(value, is)))
        .hasMessageContaining(because);
  }

  @ParameterizedTest
  @EnumSource
  void seesWhatAnApiWouldRefuse(Misfit misfit) {
    ObjectNode object = rendered(misfit.variant()).of(misfit.kind()).getFirst().deepCopy();
    assertThat(Types.misfits(object)).isEmpty();
    Rendering.object(object, misfit.pointer()).set(misfit.field(), Rendering.json(misfit.json()));
    assertThat(Types.misfits(object)).isNotEmpty();
  }
}
