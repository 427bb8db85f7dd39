package dev.confab.system.chart;

import static dev.confab.system.chart.Rendering.list;
import static dev.confab.system.chart.Rendering.text;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What holds of every pod, each with the change to one pod that breaks it.
enum PodPromise implements Promise {
  WRITES_NO_ROOT_FILE_SYSTEM(
      each(container -> container.at("/securityContext/readOnlyRootFilesystem").asBoolean(false)),
      pod -> security(pod).put("readOnlyRootFilesystem", false)),

  IS_NOT_ROOT(
      workload ->
          workload.pod().at("/securityContext/runAsNonRoot").asBoolean(false)
              && workload.pod().at("/securityContext/runAsUser").asLong(0) > 0
              && workload.containers().stream()
                  .allMatch(one -> one.at("/securityContext/runAsNonRoot").asBoolean(false)),
      pod -> Rendering.object(pod.pod(), "/securityContext").put("runAsUser", 0)),

  HAS_NO_CAPABILITIES(
      each(container ->
          !container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)
              && !container.at("/securityContext/privileged").asBoolean(true)
              && text(container, "/securityContext/capabilities/drop/0").equals("ALL")
              && container.at("/securityContext/capabilities/add").isMissingNode()),
      pod -> Rendering.object(security(pod), "/capabilities").putArray("add").add("NET_ADMIN")),

  HAS_THE_DEFAULT_SECCOMP_PROFILE(
      workload ->
          text(workload.pod(), "/securityContext/seccompProfile/type").equals("RuntimeDefault"),
      pod -> Rendering.object(pod.pod(), "/securityContext").remove("seccompProfile")),

  HAS_RESOURCES(
      each(container ->
          Set.of("/requests/cpu", "/requests/memory", "/limits/memory").stream()
              .noneMatch(one -> text(container.path("resources"), one).isEmpty())),
      pod -> Rendering.object(pod.container(), "/resources/limits").remove("memory")),

  HAS_PROBES_OF_ITS_MANAGEMENT_PORT(
      workload ->
          Set.of("startupProbe", "livenessProbe", "readinessProbe").stream()
              .map(probe -> text(workload.container(), "/" + probe + "/httpGet/port"))
              .allMatch(port -> port.equals(workload.isRouter() ? "http" : "management")),
      pod -> Rendering.object(pod.container(), "/readinessProbe/httpGet").put("port", "http")),

  HAS_NO_TOKEN_OF_THE_CLUSTER(
      workload ->
          !workload.pod().path("automountServiceAccountToken").asBoolean(true)
              && !text(workload.pod(), "/serviceAccountName").isEmpty(),
      pod -> pod.pod().remove("automountServiceAccountToken")),

  HAS_NO_VARIABLES_OF_OTHER_SERVICES(
      workload -> !workload.pod().path("enableServiceLinks").asBoolean(true),
      pod -> pod.pod().remove("enableServiceLinks")),

  IS_STARTED_ANEW_FOR_ITS_SETTINGS(
      workload ->
          text(workload.object(), "/spec/template/metadata/annotations/checksum~1config").length()
              == 64,
      pod -> Rendering.object(pod.object(), "/spec/template/metadata/annotations").removeAll()),

  IS_SPREAD_AGAINST_ITS_LIKE(
      workload ->
          list(workload.pod(), "/topologySpreadConstraints").size() == 2
              && list(workload.pod(), "/topologySpreadConstraints").stream()
                  .map(one -> one.at("/labelSelector/matchLabels"))
                  .allMatch(labels -> Rendering.includes(workload.podLabels(), labels)),
      pod ->
          Rendering.object(pod.pod(), "/topologySpreadConstraints/0/labelSelector/matchLabels")
              .put("app.kubernetes.io/component", "other")),

  IS_SELECTED_BY_ITS_WORKLOAD(
      workload ->
          workload.object().at("/spec/selector/matchLabels").size() == 3
              && Rendering.includes(
                  workload.podLabels(), workload.object().at("/spec/selector/matchLabels")),
      pod ->
          Rendering.object(pod.object(), "/spec/template/metadata/labels")
              .put("app.kubernetes.io/instance", "other")),

  MOUNTS_WHAT_IT_HAS(
      workload ->
          workload.containers().stream()
              .flatMap(container -> list(container, "/volumeMounts").stream())
              .map(mount -> text(mount, "/name"))
              .allMatch(name -> isVolume(workload, name)),
      pod -> ((ObjectNode) list(pod.container(), "/volumeMounts").getFirst()).put("name", "none")),

  HAS_TIME_TO_END(
      workload ->
          workload.preStopSeconds() > 0
              && workload.graceSeconds() >= workload.preStopSeconds() + needed(workload),
      pod -> pod.pod().put("terminationGracePeriodSeconds", 40));

  /// What a service takes to end after its sockets are closed, at most.
  private static final long END_SECONDS = 30;

  @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
  private final Predicate<Workload> kept;

  @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
  private final Consumer<Workload> mistake;

  PodPromise(Predicate<Workload> kept, Consumer<Workload> mistake) {
    this.kept = kept;
    this.mistake = mistake;
  }

  @Override
  public List<String> broken(Rendering rendering) {
    return rendering.workloads().stream().filter(kept.negate()).map(Workload::name).toList();
  }

  @Override
  public void plant(Rendering rendering) {
    mistake.accept(rendering.workload("gateway"));
  }

  private static Predicate<Workload> each(Predicate<JsonNode> ofContainer) {
    return workload ->
        !workload.containers().isEmpty() && workload.containers().stream().allMatch(ofContainer);
  }

  private static ObjectNode security(Workload workload) {
    return Rendering.object(workload.container(), "/securityContext");
  }

  private static boolean isVolume(Workload workload, String name) {
    return list(workload.pod(), "/volumes").stream()
            .anyMatch(one -> text(one, "/name").equals(name))
        || list(workload.object(), "/spec/volumeClaimTemplates").stream()
            .anyMatch(one -> Rendering.name(one).equals(name));
  }

  private static long needed(Workload workload) {
    if (workload.isRouter()) {
      return 0;
    }
    Map<String, String> settings = workload.settings();
    String drain = settings.getOrDefault("CONFAB_GATEWAY_DRAIN", "0s");
    return Long.parseLong(drain.substring(0, drain.length() - 1)) + END_SECONDS;
  }
}
