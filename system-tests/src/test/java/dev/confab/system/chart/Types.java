package dev.confab.system.chart;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Whether an object is one that its API takes: no field that it does not know, none missing, none
/// of another type.
///
/// Kubernetes' own come with a check; Strimzi's and the Gateway API's are read into their
/// operators' classes, which keep what they do not know apart; of the rest there are only the parts
/// that the chart uses, as JSON Schemas of our own.
final class Types {
  private static final Map<String, Class<?>> KUBERNETES =
      Map.of(
          "v1/ConfigMap", V1ConfigMap.class,
          "v1/Service", V1Service.class,
          "v1/ServiceAccount", V1ServiceAccount.class,
          "apps/v1/Deployment", V1Deployment.class,
          "apps/v1/StatefulSet", V1StatefulSet.class,
          "autoscaling/v2/HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class,
          "networking.k8s.io/v1/Ingress", V1Ingress.class,
          "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy.class,
          "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget.class);

  private static final Map<String, Class<? extends HasMetadata>> OPERATORS =
      Map.of(
          "gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class,
          "kafka.strimzi.io/v1/Kafka", Kafka.class,
          "kafka.strimzi.io/v1/KafkaNodePool", KafkaNodePool.class,
          "kafka.strimzi.io/v1/KafkaTopic", KafkaTopic.class,
          "kafka.strimzi.io/v1/KafkaUser", KafkaUser.class);

  private static final Set<String> SCHEMAS =
      Set.of(
          "monitoring.coreos.com/v1/ServiceMonitor",
          "postgresql.cnpg.io/v1/Cluster",
          "postgresql.cnpg.io/v1/ScheduledBackup");

  private static final Gson GSON = JSON.getGson();
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private Types() {}

  static List<String> misfits(JsonNode object) {
    String kind = object.path("kind").asString("");
    String type = object.path("apiVersion").asString("") + "/" + kind;
    Class<?> ofKubernetes = KUBERNETES.get(type);
    if (ofKubernetes != null) {
      return kubernetes(ofKubernetes, object.toString());
    }
    Class<? extends HasMetadata> ofOperator = OPERATORS.get(type);
    if (ofOperator != null) {
      return operator(ofOperator, object.toString());
    }
    return SCHEMAS.contains(type)
        ? schema(kind, object.toString())
        : List.of("no such type: " + type);
  }

  private static List<String> kubernetes(Class<?> type, String json) {
    try {
      JsonElement parsed = JsonParser.parseString(json);
      type.getMethod("validateJsonElement", JsonElement.class).invoke(null, parsed);
      var _ = GSON.fromJson(parsed, type);
      return List.of();
    } catch (InvocationTargetException e) {
      return List.of(String.valueOf(e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    } catch (RuntimeException e) {
      return List.of(e.toString());
    }
  }

  private static List<String> operator(Class<? extends HasMetadata> type, String json) {
    try {
      return Leftovers.of(SERIALIZATION.unmarshal(json, type));
    } catch (RuntimeException e) {
      return List.of(e.toString());
    }
  }

  private static List<String> schema(String kind, String json) {
    String file = "schema/" + kind + ".schema.json";
    try (InputStream schema = Objects.requireNonNull(Types.class.getResourceAsStream(file), file)) {
      return REGISTRY.getSchema(schema).validate(json, InputFormat.JSON).stream()
          .map(Object::toString)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
