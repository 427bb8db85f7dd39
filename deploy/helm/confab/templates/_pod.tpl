{{/* The settings that every service has, as lines of a ConfigMap: no secrets. */}}
{{- define "confab.settings" -}}
CONFAB_KAFKA_BOOTSTRAPSERVERS: {{ include "confab.kafka.bootstrap" . | quote }}
CONFAB_KAFKA_PARTITIONS: {{ .Values.kafka.partitions | int | quote }}
CONFAB_KAFKA_REPLICAS: {{ .Values.kafka.replicas | int | quote }}
{{- with .Values.kafka.replacesLog }}
CONFAB_KAFKA_REPLACESLOG: {{ join "," . | quote }}
{{- end }}
{{- range $name, $value := include "confab.kafka.properties" . | fromYaml }}
CONFAB_KAFKA_PROPERTIES_{{ $name | replace "." "_" | upper }}: {{ ternary (toJson $value) $value (kindIs "float64" $value) | quote }}
{{- end }}
CONFAB_WEB_ISSUER: {{ required "web.issuer says whose tokens are believed" .Values.web.issuer | quote }}
CONFAB_WEB_JWKSETURI: {{ required "web.jwkSetUri says where the issuer's keys are" .Values.web.jwkSetUri | quote }}
CONFAB_WEB_AUDIENCE: {{ .Values.web.audience | quote }}
{{- with .Values.web.allowedOrigins }}
CONFAB_WEB_ALLOWEDORIGINS: {{ join "," . | quote }}
{{- end }}
MANAGEMENT_SERVER_PORT: "9000"
MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE: health,info,metrics,prometheus
SPRING_MAIN_BANNERMODE: "off"
JAVA_OPTS: {{ .Values.javaOptions | quote }}
{{- end -}}

{{/* Settings for every Kafka client. Dots become underscores in the environment, and dots again when they are read. */}}
{{- define "confab.kafka.properties" -}}
{{- $authentication := include "confab.kafka.authentication" . -}}
{{- $tls := include "confab.kafka.tls" . -}}
{{- $properties := dict -}}
{{- if eq $authentication "scram" -}}
{{- $_ := set $properties "security.protocol" (ternary "SASL_SSL" "SASL_PLAINTEXT" (eq $tls "true")) -}}
{{- $_ := set $properties "sasl.mechanism" .Values.kafka.saslMechanism -}}
{{- else if eq $tls "true" -}}
{{- $_ := set $properties "security.protocol" "SSL" -}}
{{- end -}}
{{- if eq $authentication "mtls" -}}
{{- $_ := set $properties "ssl.keystore.type" "PKCS12" -}}
{{- $_ := set $properties "ssl.keystore.location" "/etc/confab/kafka-user/user.p12" -}}
{{- end -}}
{{- if include "confab.kafka.caSecret" . -}}
{{- $_ := set $properties "ssl.truststore.type" "PEM" -}}
{{- $_ := set $properties "ssl.truststore.location" "/etc/confab/kafka/ca.crt" -}}
{{- end -}}
{{ toYaml (merge (deepCopy .Values.kafka.properties) $properties) }}
{{- end -}}

{{/* PostgreSQL's settings that are no secrets. */}}
{{- define "confab.settings.postgres" -}}
SPRING_DATASOURCE_URL: {{ include "confab.postgres.url" . | quote }}
SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE: {{ .Values.postgres.maximumPoolSize | int | quote }}
SPRING_DATASOURCE_HIKARI_MINIMUMIDLE: "1"
{{- end -}}

{{/* Whose headers about the real client are believed: the router's, or the Gateway API's. */}}
{{- define "confab.settings.forwarded" -}}
{{- if or .Values.router.enabled .Values.httpRoute.enabled -}}
SERVER_FORWARDHEADERSSTRATEGY: native
{{- end -}}
{{- end -}}

{{/* Environment that comes from Secrets. Takes root, component and postgres. */}}
{{- define "confab.secrets" -}}
{{- $authentication := include "confab.kafka.authentication" .root -}}
{{- if eq $authentication "scram" }}
- name: CONFAB_KAFKA_PROPERTIES_SASL_JAAS_CONFIG
  valueFrom:
    secretKeyRef: {name: {{ include "confab.kafka.secret" . }}, key: sasl.jaas.config}
{{- else if eq $authentication "mtls" }}
- name: CONFAB_KAFKA_PROPERTIES_SSL_KEYSTORE_PASSWORD
  valueFrom:
    secretKeyRef: {name: {{ include "confab.kafka.secret" . }}, key: user.password}
{{- end }}
{{- if .postgres }}
- name: SPRING_DATASOURCE_USERNAME
  valueFrom:
    secretKeyRef: {name: {{ include "confab.postgres.secret" . }}, key: {{ .root.Values.postgres.usernameKey }}}
- name: SPRING_DATASOURCE_PASSWORD
  valueFrom:
    secretKeyRef: {name: {{ include "confab.postgres.secret" . }}, key: {{ .root.Values.postgres.passwordKey }}}
{{- end }}
{{- end -}}

{{/* Takes root and postgres. */}}
{{- define "confab.mounts" -}}
- {name: tmp, mountPath: /tmp}
{{- if include "confab.kafka.caSecret" .root }}
- {name: kafka, mountPath: /etc/confab/kafka, readOnly: true}
{{- end }}
{{- if eq (include "confab.kafka.authentication" .root) "mtls" }}
- {name: kafka-user, mountPath: /etc/confab/kafka-user, readOnly: true}
{{- end }}
{{- if and .postgres (include "confab.postgres.caSecret" .root) }}
- {name: postgres, mountPath: /etc/confab/postgres, readOnly: true}
{{- end }}
{{- end -}}

{{/* Takes root, component and postgres. */}}
{{- define "confab.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: 256Mi}
{{- with include "confab.kafka.caSecret" .root }}
- name: kafka
  secret:
    secretName: {{ . }}
    items: [{key: {{ ternary "ca.crt" $.root.Values.kafka.tls.caSecret.key $.root.Values.kafka.strimzi.enabled }}, path: ca.crt}]
{{- end }}
{{- if eq (include "confab.kafka.authentication" .root) "mtls" }}
- name: kafka-user
  secret:
    secretName: {{ include "confab.kafka.secret" . }}
    items: [{key: user.p12, path: user.p12}]
{{- end }}
{{- $ca := include "confab.postgres.caSecret" .root }}
{{- if and .postgres $ca }}
- name: postgres
  secret:
    secretName: {{ $ca }}
    items: [{key: {{ ternary "ca.crt" .root.Values.postgres.caSecret.key .root.Values.postgres.cnpg.enabled }}, path: ca.crt}]
{{- end }}
{{- end -}}

{{- define "confab.container.security" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
privileged: false
capabilities:
  drop: [ALL]
{{- end -}}

{{/* A start may take its minute to find Kafka, and a view its time to be read; then each says for itself how it is. */}}
{{- define "confab.probes" -}}
startupProbe:
  httpGet: {path: /actuator/health/liveness, port: management}
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 36
livenessProbe:
  httpGet: {path: /actuator/health/liveness, port: management}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /actuator/health/readiness, port: management}
  periodSeconds: 5
  timeoutSeconds: 4
  failureThreshold: 2
{{- end -}}

{{/* What every pod's spec begins with. Takes root, component and values. */}}
{{- define "confab.pod" -}}
serviceAccountName: {{ include "confab.component" . }}
automountServiceAccountToken: false
# Else the variables of a Service named confab-gateway would be read as settings confab.gateway.*.
enableServiceLinks: false
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
  {{- range .root.Values.topologySpread.keys }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: {{ $.root.Values.topologySpread.whenUnsatisfiable }}
    labelSelector:
      matchLabels: {{- include "confab.selector" $ | nindent 8 }}
  {{- end }}
{{- end -}}

{{/* A pod's labels and annotations: no versions, or each release of the chart would start all pods anew. Takes root, component, values and settings: what it must be started anew for. */}}
{{- define "confab.pod.metadata" -}}
labels:
  {{- include "confab.selector" . | nindent 2 }}
  app.kubernetes.io/part-of: confab
  {{- with .root.Values.commonLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
  {{- with .values.podLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
annotations:
  checksum/config: {{ .settings | sha256sum }}
  {{- with .values.podAnnotations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}

{{/* The ConfigMap of a service. Takes root, component and settings. */}}
{{- define "confab.configmap" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "confab.component" . }}
  labels: {{- include "confab.labels" . | nindent 4 }}
data:
  {{- .settings | nindent 2 }}
{{- end -}}

{{/* The Service without an address of its own: pods by name, and where Prometheus finds them. Takes root, component and port. */}}
{{- define "confab.headless" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "confab.component" . }}-pods
  labels:
    {{- include "confab.labels" . | nindent 4 }}
    confab.dev/metrics: "true"
spec:
  clusterIP: None
  publishNotReadyAddresses: {{ .notReady }}
  selector: {{- include "confab.selector" . | nindent 4 }}
  ports:
    {{- if .port }}
    - {name: http, port: {{ .port }}, targetPort: http}
    {{- end }}
    - {name: management, port: 9000, targetPort: management}
{{- end -}}

{{/* Takes root, component, values and port. */}}
{{- define "confab.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "confab.component" . }}
  labels: {{- include "confab.labels" . | nindent 4 }}
  {{- with .values.service.annotations }}
  annotations: {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  type: {{ .values.service.type }}
  selector: {{- include "confab.selector" . | nindent 4 }}
  ports:
    - {name: http, port: {{ .port }}, targetPort: http}
{{- end -}}

{{/* Takes root and component, of a StatefulSet whose view can be built again. */}}
{{- define "confab.claim" -}}
{{- if .values.persistence.enabled -}}
persistentVolumeClaimRetentionPolicy:
  whenDeleted: Delete
  whenScaled: Delete
volumeClaimTemplates:
  - apiVersion: v1
    kind: PersistentVolumeClaim
    metadata:
      name: state
    spec:
      accessModes: [ReadWriteOnce]
      {{- with .values.persistence.class }}
      storageClassName: {{ . }}
      {{- end }}
      resources:
        requests:
          storage: {{ .values.persistence.size }}
{{- end -}}
{{- end -}}
