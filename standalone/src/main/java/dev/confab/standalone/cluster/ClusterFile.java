package dev.confab.standalone.cluster;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// What runs where, for programs that use the cluster: the content of `cluster.json`.
///
/// @param kafka bootstrap servers
/// @param postgres `host:port`
/// @param passwords PostgreSQL's, a file for `PGPASSFILE`
record ClusterFile(
    List<Entry> processes,
    URI tokens,
    List<URI> gateways,
    List<URI> history,
    String kafka,
    String postgres,
    String passwords) {
  /// @param pid of its last start; 0 before the first
  record Entry(String name, String role, long pid, int port, String log) {}

  static ClusterFile of(Layout layout, ClusterFolder folder) throws IOException {
    List<Entry> processes = new ArrayList<>();
    for (Part part : layout.parts()) {
      String name = part.name();
      String log = folder.log(name).toString();
      processes.add(new Entry(name, part.role().text(), folder.pid(name), part.port(), log));
    }
    return new ClusterFile(
        processes,
        layout.one(Role.TOKENS).uri(),
        layout.of(Role.GATEWAY).stream().map(Part::uri).toList(),
        layout.of(Role.HISTORY).stream().map(Part::uri).toList(),
        layout.quorum().bootstrapServers(),
        layout.one(Role.POSTGRES).address(),
        folder.passwords().toString());
  }
}
