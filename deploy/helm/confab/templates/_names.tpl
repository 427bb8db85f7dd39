{{- define "confab.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{ .Values.fullnameOverride | trunc 40 | trimSuffix "-" }}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* What a selector may say: it can't change in a Deployment's life. Takes root and component. */}}
{{- define "confab.selector" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "confab.labels" -}}
{{ include "confab.selector" . }}
app.kubernetes.io/part-of: confab
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* The name of one component's objects. Takes root and component. */}}
{{- define "confab.component" -}}
{{ include "confab.fullname" .root }}-{{ .component }}
{{- end -}}

{{/* Takes root and values. */}}
{{- define "confab.image" -}}
{{- with .root.Values.image.registry }}{{ trimSuffix "/" . }}/{{ end -}}
{{ .values.image }}:{{ coalesce .values.tag .root.Values.image.tag .root.Chart.AppVersion }}
{{- end -}}

{{- define "confab.kafka.cluster" -}}
{{ default (printf "%s-kafka" (include "confab.fullname" .)) .Values.kafka.strimzi.clusterName }}
{{- end -}}

{{- define "confab.kafka.bootstrap" -}}
{{- if .Values.kafka.strimzi.enabled -}}
{{ include "confab.kafka.cluster" . }}-kafka-bootstrap:9093
{{- else -}}
{{ required "kafka.bootstrapServers says where Kafka is; or let kafka.strimzi.enabled make one" .Values.kafka.bootstrapServers }}
{{- end -}}
{{- end -}}

{{- define "confab.kafka.authentication" -}}
{{ ternary "mtls" .Values.kafka.authentication .Values.kafka.strimzi.enabled }}
{{- end -}}

{{- define "confab.kafka.tls" -}}
{{- if or .Values.kafka.strimzi.enabled .Values.kafka.tls.enabled }}true{{ end -}}
{{- end -}}

{{/* The Secret by which a component is known to Kafka. Takes root and component. */}}
{{- define "confab.kafka.secret" -}}
{{- if .root.Values.kafka.strimzi.enabled -}}
{{ include "confab.component" . }}
{{- else -}}
{{- $own := (index .root.Values .component).kafkaSecret -}}
{{ required (printf "kafka.authentication is %s: name the Secret in kafka.existingSecret or %s.kafkaSecret" .root.Values.kafka.authentication .component) (default .root.Values.kafka.existingSecret $own) }}
{{- end -}}
{{- end -}}

{{/* The Secret with the authority's certificate; empty if the JVM's own authorities do. */}}
{{- define "confab.kafka.caSecret" -}}
{{- if .Values.kafka.strimzi.enabled -}}
{{ include "confab.kafka.cluster" . }}-cluster-ca-cert
{{- else if .Values.kafka.tls.enabled -}}
{{ .Values.kafka.tls.caSecret.name }}
{{- end -}}
{{- end -}}

{{- define "confab.postgres.cluster" -}}
{{ default (printf "%s-postgres" (include "confab.fullname" .)) .Values.postgres.cnpg.clusterName }}
{{- end -}}

{{- define "confab.postgres.url" -}}
{{- if .Values.postgres.cnpg.enabled -}}
jdbc:postgresql://{{ include "confab.postgres.cluster" . }}-rw:5432/confab?sslmode=verify-full&sslrootcert=/etc/confab/postgres/ca.crt
{{- else -}}
{{ required "postgres.url says where PostgreSQL is; or let postgres.cnpg.enabled make one" .Values.postgres.url }}
{{- end -}}
{{- end -}}

{{- define "confab.postgres.caSecret" -}}
{{- if .Values.postgres.cnpg.enabled -}}
{{ include "confab.postgres.cluster" . }}-ca
{{- else -}}
{{ .Values.postgres.caSecret.name }}
{{- end -}}
{{- end -}}

{{/* Takes root and component. */}}
{{- define "confab.postgres.secret" -}}
{{- if .root.Values.postgres.cnpg.enabled -}}
{{ default (printf "%s-app" (include "confab.postgres.cluster" .root)) (index .root.Values .component).postgresSecret }}
{{- else -}}
{{ required "postgres.existingSecret names the Secret with PostgreSQL's user and password" (default .root.Values.postgres.existingSecret (index .root.Values .component).postgresSecret) }}
{{- end -}}
{{- end -}}
