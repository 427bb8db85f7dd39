#!/usr/bin/env bash
# Makes the topics that are missing, as the services would, and ends: with it the services need no right to create any.
#
# usage: topics.sh [--confab.kafka.PROPERTY=VALUE]...
#
# It takes the settings of a service (CONFAB_KAFKA_BOOTSTRAPSERVERS, CONFAB_KAFKA_REPLICAS, …), with the credentials of the admin.
# CONFAB_JAR is the jar of any service beside its lib; unless given, message-service as it was built here.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

jar=${CONFAB_JAR:-}
if [[ -z $jar ]]; then
  for built in "$here"/message-service/target/message-service-[0-9]*.jar; do
    jar=$built
  done
fi
[[ -f $jar ]] || { echo "$jar is not there: build it (mvn package), or name another in CONFAB_JAR." >&2; exit 2; }
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$jar" dev.confab.web.kafka.TopicsApplication "$@"
