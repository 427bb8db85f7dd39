package dev.confab.system.chart;

import static dev.confab.system.chart.Rendering.list;
import static dev.confab.system.chart.Rendering.object;
import static dev.confab.system.chart.Rendering.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What holds between the objects, each with the change that breaks it.
enum ClusterPromise implements Promise {
  BUDGETS_ARE_ABOUT_PODS_THAT_EXIST(
      rendering ->
          rendering.of("PodDisruptionBudget").stream()
              .filter(one -> !rendering.selectsAPod(one.at("/spec/selector/matchLabels")))
              .map(Rendering::name),
      rendering ->
          mislabel(rendering.one("PodDisruptionBudget", "-message"), "/spec/selector/matchLabels")),

  EVERY_WORKLOAD_HAS_A_BUDGET(
      rendering ->
          rendering.workloads().stream()
              .filter(workload ->
                  !rendering.has(
                      "PodDisruptionBudget",
                      one ->
                          Rendering.includes(
                              workload.podLabels(), one.at("/spec/selector/matchLabels"))))
              .map(Workload::name),
      rendering -> rendering.objects().remove(rendering.one("PodDisruptionBudget", "-message"))),

  SERVICES_LEAD_TO_PORTS_THAT_PODS_HAVE(
      rendering ->
          rendering.of("Service").stream()
              .filter(service -> !leadsToPorts(rendering, service))
              .map(Rendering::name),
      rendering -> put(rendering.one("Service", "-history"), "/spec/ports/0", "targetPort", "web")),

  POLICIES_ARE_ABOUT_PODS_THAT_EXIST(
      rendering ->
          rendering.of("NetworkPolicy").stream()
              .flatMap(policy ->
                  Stream.concat(Stream.of(policy.at("/spec")), peers(policy))
                      .map(peer -> peer.at("/podSelector/matchLabels"))
                      .filter(labels -> labels.has("app.kubernetes.io/component"))
                      .filter(labels -> !rendering.selectsAPod(labels))
                      .map(labels -> Rendering.name(policy) + ": " + labels)),
      rendering ->
          mislabel(
              rendering.one("NetworkPolicy", "-gateway"),
              "/spec/ingress/1/from/0/podSelector/matchLabels")),

  EVERY_POD_HAS_A_POLICY(
      rendering ->
          rendering.of("NetworkPolicy").isEmpty()
              ? Stream.of()
              : rendering.workloads().stream()
                  .filter(workload ->
                      !rendering.has(
                          "NetworkPolicy",
                          policy ->
                              Rendering.includes(
                                  workload.podLabels(),
                                  policy.at("/spec/podSelector/matchLabels"))))
                  .map(Workload::name),
      rendering -> rendering.objects().remove(rendering.one("NetworkPolicy", "-history"))),

  ONLY_MONITORING_REACHES_THE_MANAGEMENT_PORT(
      rendering ->
          rendering.of("NetworkPolicy").stream()
              .flatMap(policy ->
                  list(policy, "/spec/ingress").stream()
                      .filter(ClusterPromise::opensManagement)
                      .filter(rule -> rule.path("from").size() != 1 || !isMonitoring(rule))
                      .map(rule -> Rendering.name(policy) + ": " + rule)),
      rendering ->
          object(rendering.one("NetworkPolicy", "-message"), "/spec/ingress/0").remove("from")),

  SERVICES_FOR_USERS_HAVE_NO_MANAGEMENT_PORT(
      rendering ->
          rendering.of("Service").stream()
              .filter(service -> !text(service, "/spec/clusterIP").equals("None"))
              .filter(service -> list(service, "/spec/ports").size() != 1)
              .map(Rendering::name),
      rendering ->
          ((ArrayNode) rendering.one("Service", "-gateway").at("/spec/ports"))
              .add(Rendering.json("{\"name\":\"management\",\"port\":9000}"))),

  EVERY_SERVICE_HAS_THE_SAME_PARTITIONS(
      rendering -> {
        Stream<String> told =
            rendering.workloads().stream()
                .filter(workload -> !workload.isRouter())
                .map(
                    workload -> workload.settings().getOrDefault("CONFAB_KAFKA_PARTITIONS", "none"))
                .distinct();
        List<String> numbers = told.toList();
        return numbers.size() == 1 && !numbers.contains("none") ? Stream.of() : numbers.stream();
      },
      rendering ->
          object(rendering.one("ConfigMap", "-history"), "/data")
              .put("CONFAB_KAFKA_PARTITIONS", "5")),

  NO_MORE_OWNERS_THAN_PARTITIONS(
      rendering ->
          rendering.workloads().stream()
              .filter(workload -> Set.of("message", "history").contains(workload.component()))
              .filter(workload -> replicas(rendering, workload) > partitions(workload))
              .map(Workload::name),
      rendering ->
          object(rendering.one("HorizontalPodAutoscaler", "-message"), "/spec")
              .put("maxReplicas", 49)),

  NO_SECRET_IS_WRITTEN_DOWN(
      rendering ->
          Stream.concat(
              rendering.of("Secret").stream().map(Rendering::name),
              rendering.workloads().stream()
                  .flatMap(workload ->
                      workload.settings().entrySet().stream()
                          .filter(ClusterPromise::isSecret)
                          .map(entry -> workload.name() + ": " + entry.getKey()))),
      rendering ->
          object(rendering.one("ConfigMap", "-message"), "/data")
              .put("SPRING_DATASOURCE_PASSWORD", "hunter2")),

  REFERENCES_LEAD_SOMEWHERE(
      rendering ->
          rendering.workloads().stream()
              .flatMap(workload -> references(workload).map(name -> workload.name() + " → " + name))
              .filter(reference -> !leads(rendering, reference)),
      rendering ->
          object(rendering.one("StatefulSet", "-history"), "/spec").put("serviceName", "other")),

  AUTOSCALERS_HAVE_THE_REPLICAS_FOR_THEMSELVES(
      rendering ->
          rendering.of("HorizontalPodAutoscaler").stream()
              .filter(one ->
                  rendering.workloads().stream()
                      .noneMatch(workload ->
                          workload.name().equals(text(one, "/spec/scaleTargetRef/name"))
                              && !workload.object().path("spec").has("replicas")))
              .map(Rendering::name),
      rendering -> object(rendering.one("Deployment", "-gateway"), "/spec").put("replicas", 2));

  private static final Pattern SECRET =
      Pattern.compile("PASSWORD|SECRET|JAAS|CREDENTIAL|KEYSTORE_KEY");

  @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
  private final Function<Rendering, Stream<String>> broken;

  @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
  private final Consumer<Rendering> mistake;

  ClusterPromise(Function<Rendering, Stream<String>> broken, Consumer<Rendering> mistake) {
    this.broken = broken;
    this.mistake = mistake;
  }

  @Override
  public List<String> broken(Rendering rendering) {
    return broken.apply(rendering).toList();
  }

  @Override
  public void plant(Rendering rendering) {
    mistake.accept(rendering);
  }

  private static void mislabel(ObjectNode object, String pointer) {
    put(object, pointer, "app.kubernetes.io/component", "nobody");
  }

  private static void put(ObjectNode object, String pointer, String field, String value) {
    object(object, pointer).put(field, value);
  }

  private static boolean leadsToPorts(Rendering rendering, JsonNode service) {
    return list(service, "/spec/ports").stream()
        .allMatch(port ->
            rendering.workloads().stream()
                .filter(workload ->
                    Rendering.includes(workload.podLabels(), service.at("/spec/selector")))
                .flatMap(workload -> list(workload.container(), "/ports").stream())
                .anyMatch(open -> text(open, "/name").equals(text(port, "/targetPort"))));
  }

  private static Stream<JsonNode> peers(JsonNode policy) {
    return Stream.concat(
        list(policy, "/spec/ingress").stream().flatMap(rule -> list(rule, "/from").stream()),
        list(policy, "/spec/egress").stream().flatMap(rule -> list(rule, "/to").stream()));
  }

  private static boolean opensManagement(JsonNode rule) {
    List<JsonNode> ports = list(rule, "/ports");
    return ports.isEmpty() || ports.stream().anyMatch(port -> port.path("port").asInt(0) == 9000);
  }

  private static boolean isMonitoring(JsonNode rule) {
    return text(rule, "/from/0/namespaceSelector/matchLabels/kubernetes.io~1metadata.name")
        .equals("monitoring");
  }

  private static long replicas(Rendering rendering, Workload workload) {
    return rendering.of("HorizontalPodAutoscaler").stream()
        .filter(one -> text(one, "/spec/scaleTargetRef/name").equals(workload.name()))
        .findFirst()
        .map(one -> one.at("/spec/maxReplicas").asLong(0))
        .orElse(workload.object().at("/spec/replicas").asLong(0));
  }

  private static long partitions(Workload workload) {
    return Long.parseLong(workload.settings().getOrDefault("CONFAB_KAFKA_PARTITIONS", "0"));
  }

  private static boolean isSecret(Map.Entry<String, String> setting) {
    return SECRET.matcher(setting.getKey().toUpperCase(Locale.ROOT)).find()
        || setting.getValue().matches("(?i).*(password=|BEGIN [A-Z ]*PRIVATE KEY).*");
  }

  /// What a workload names, as `Kind/name`; what others bring along, such as Secrets, is not here.
  private static Stream<String> references(Workload workload) {
    Stream<String> maps =
        Stream.concat(
                list(workload.container(), "/envFrom").stream()
                    .map(from -> text(from, "/configMapRef/name")),
                list(workload.pod(), "/volumes").stream()
                    .map(volume -> text(volume, "/configMap/name")))
            .filter(name -> !name.isEmpty())
            .map(name -> "ConfigMap/" + name);
    Stream<String> rest =
        Stream.of(
            "ServiceAccount/" + text(workload.pod(), "/serviceAccountName"),
            "Service/" + text(workload.object(), "/spec/serviceName"));
    return Stream.concat(maps, rest).filter(name -> !name.endsWith("/"));
  }

  private static boolean leads(Rendering rendering, String reference) {
    String[] parts = reference.substring(reference.lastIndexOf(' ') + 1).split("/", 2);
    return rendering.has(parts[0], object -> Rendering.name(object).equals(parts[1]));
  }
}
