package dev.confab.standalone.cluster;

import dev.confab.standalone.kafka.Quorum;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What runs where, for programs that use the cluster: the content of `cluster.json`.
///
/// @param kafka bootstrap servers
/// @param postgres `host:port`
record ClusterFile(
    List<Entry> processes,
    URI tokens,
    List<URI> gateways,
    List<URI> history,
    String kafka,
    String postgres) {
  /// @param pid of its last start; 0 before the first
  record Entry(String name, String role, long pid, int port, String log) {}

  static ClusterFile of(Layout layout, ClusterFolder folder, Map<String, Long> pids) {
    Quorum quorum = layout.quorum();
    return new ClusterFile(
        layout.parts().stream()
            .map(part ->
                new Entry(
                    part.name(),
                    part.role().text(),
                    pids.getOrDefault(part.name(), 0L),
                    part.port(),
                    folder.log(part.name()).toString()))
            .toList(),
        layout.one(Role.TOKENS).uri(),
        layout.of(Role.GATEWAY).stream().map(Part::uri).toList(),
        layout.of(Role.HISTORY).stream().map(Part::uri).toList(),
        quorum.bootstrapServers(),
        layout.one(Role.POSTGRES).address());
  }

  ClusterFile with(String name, long pid) {
    return new ClusterFile(
        processes.stream()
            .map(entry ->
                entry.name().equals(name)
                    ? new Entry(name, entry.role(), pid, entry.port(), entry.log())
                    : entry)
            .toList(),
        tokens,
        gateways,
        history,
        kafka,
        postgres);
  }

  Optional<Entry> find(String name) {
    return processes.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }
}
