#!/usr/bin/env bash
# Gives each part of Confab its Kafka rights, which are those of acls.tsv beside this file. Once more does no harm.
#
# usage: acls.sh [--bootstrap-server HOST:PORT] [--command-config FILE] [--ROLE PRINCIPAL]...
#
# ROLE is gateway, message, history, analytics or admin; its principal is User:confab-ROLE unless one is given.
# BOOTSTRAP and COMMAND_CONFIG are the same by environment. Who runs it must be allowed to alter the cluster's ACLs.
# KAFKA_ACLS is the program that is called for each line: kafka-acls.sh, or `echo` to see what would be asked.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

bootstrap=${BOOTSTRAP:-localhost:9092}
config=${COMMAND_CONFIG:-}
acls=${KAFKA_ACLS:-kafka-acls.sh}
for role in gateway message history analytics admin; do
  printf -v "principal_$role" %s "User:confab-$role"
done

fail() {
  echo "$1" >&2
  exit 2
}

while [[ $# -gt 0 ]]; do
  [[ $# -ge 2 ]] || fail "$1 needs a value."
  case $1 in
    --bootstrap-server) bootstrap=$2 ;;
    --command-config) config=$2 ;;
    --gateway | --message | --history | --analytics | --admin) printf -v "principal_${1#--}" %s "$2" ;;
    *) fail "$1 is not understood." ;;
  esac
  shift 2
done

connection=(--bootstrap-server "$bootstrap")
[[ -z $config ]] || connection+=(--command-config "$config")

while IFS=$'\t' read -r role resource pattern name operations; do
  [[ -n $role && $role != \#* ]] || continue
  principal=principal_$role
  asked=(--add --allow-principal "${!principal}")
  IFS=, read -ra each <<<"$operations"
  for operation in "${each[@]}"; do
    asked+=(--operation "$operation")
  done
  # Its input is not the table's rest.
  "$acls" "${connection[@]}" "${asked[@]}" "--$resource" "$name" --resource-pattern-type "$pattern" </dev/null
done <"$here/acls.tsv"
