package dev.confab.system.spec;

import java.util.Map;

/// How large a model is checked: the constants of `ShardProtocol.tla` except the missing rules.
record Bounds(int openings, int commands, int snapshots, boolean verdicts) {
  Map<String, String> constants() {
    return Map.of(
        "Openings", String.valueOf(openings),
        "Commands", String.valueOf(commands),
        "Snapshots", String.valueOf(snapshots),
        "Verdicts", verdicts ? "TRUE" : "FALSE");
  }
}
