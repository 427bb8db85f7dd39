package dev.confab.system.chart;

/// A mistake in one object that its API would refuse.
enum Misfit {
  UNKNOWN_FIELD_OF_A_CONTAINER(
      Variant.MINIMAL, "Deployment", "/spec/template/spec/containers/0", "readinesProbe", "{}"),
  UNKNOWN_FIELD_OF_A_SECURITY_CONTEXT(
      Variant.MINIMAL, "StatefulSet", "/spec/template/spec/securityContext", "readOnly", "true"),
  TEXT_FOR_A_NUMBER(Variant.MINIMAL, "Deployment", "/spec", "replicas", "\"two\""),
  NUMBER_FOR_TEXT(Variant.MINIMAL, "ServiceAccount", "/metadata", "name", "{\"a\":1}"),
  UNKNOWN_FIELD_OF_A_BUDGET(Variant.MINIMAL, "PodDisruptionBudget", "/spec", "maxAvailable", "1"),
  UNKNOWN_FIELD_OF_A_POLICY(
      Variant.MINIMAL, "NetworkPolicy", "/spec/ingress/0", "to", "{\"podSelector\":{}}"),
  UNKNOWN_FIELD_OF_AN_AUTOSCALER(
      Variant.EVERYTHING, "HorizontalPodAutoscaler", "/spec/metrics/0/pods", "name", "\"x\""),
  UNKNOWN_API(Variant.MINIMAL, "Deployment", "", "apiVersion", "\"apps/v1beta1\""),
  UNKNOWN_FIELD_OF_A_ROUTE(
      Variant.ROUTE, "HTTPRoute", "/spec/rules/0/matches/0", "verb", "\"GET\""),
  UNKNOWN_FIELD_OF_KAFKA(Variant.OPERATORS, "Kafka", "/spec/kafka", "replicas", "3"),
  UNKNOWN_FIELD_OF_A_POOL(
      Variant.OPERATORS, "KafkaNodePool", "/spec/storage/volumes/0", "siz", "\"1Gi\""),
  UNKNOWN_RIGHT(
      Variant.OPERATORS, "KafkaUser", "/spec/authorization/acls/0", "operation", "\"Read\""),
  UNKNOWN_FIELD_OF_POSTGRES(Variant.OPERATORS, "Cluster", "/spec", "replicas", "3"),
  SCHEDULE_WITHOUT_SECONDS(
      Variant.OPERATORS, "ScheduledBackup", "/spec", "schedule", "\"0 3 * * *\""),
  UNKNOWN_FIELD_OF_A_MONITOR(
      Variant.OPERATORS, "ServiceMonitor", "/spec/endpoints/0", "targetPath", "\"/\"");

  private final Variant variant;
  private final String kind;
  private final String pointer;
  private final String field;
  private final String json;

  Misfit(Variant variant, String kind, String pointer, String field, String json) {
    this.variant = variant;
    this.kind = kind;
    this.pointer = pointer;
    this.field = field;
    this.json = json;
  }

  Variant variant() {
    return variant;
  }

  String kind() {
    return kind;
  }

  String pointer() {
    return pointer;
  }

  String field() {
    return field;
  }

  String json() {
    return json;
  }
}
