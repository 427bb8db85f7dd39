package dev.confab.standalone.kafka;

import dev.confab.standalone.loopback.LoopbackPort;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A broker's settings, with threads and buffers for one machine's use.
final class BrokerSettings {
  static final String CONTROLLER = "CONTROLLER";

  private BrokerSettings() {}

  static Map<String, String> of(Path directory, Quorum quorum, int node) {
    Map<String, String> settings = new HashMap<>();
    settings.putAll(node(directory, quorum, node));
    settings.putAll(replicas(quorum));
    settings.putAll(SMALL);
    return settings;
  }

  /// The voters are static, since the ports of a dynamic quorum can't change between starts.
  private static Map<String, String> node(Path directory, Quorum quorum, int node) {
    Quorum.Member member = quorum.member(node);
    String broker = "PLAINTEXT://" + LoopbackPort.HOST + ":" + member.port();
    String controller = LoopbackPort.HOST + ":" + member.controllerPort();
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", Integer.toString(node)),
        Map.entry("controller.quorum.voters", quorum.voters()),
        Map.entry("controller.listener.names", CONTROLLER),
        Map.entry("listeners", broker + "," + CONTROLLER + "://" + controller),
        Map.entry("advertised.listeners", broker),
        Map.entry("log.dirs", directory.toString()),
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        // A start after a kill waits until the killed one's registration has run out. Where there
        // are others, one that is merely slow must not lose its partitions to them.
        Map.entry("broker.heartbeat.interval.ms", "1000"),
        Map.entry("broker.session.timeout.ms", quorum.isAlone() ? "4000" : "6000"));
  }

  private static Map<String, String> replicas(Quorum quorum) {
    String replicas = Integer.toString(quorum.replicas());
    String inSync = Integer.toString(quorum.replicasInSync());
    return Map.ofEntries(
        Map.entry("default.replication.factor", replicas),
        Map.entry("min.insync.replicas", inSync),
        Map.entry("unclean.leader.election.enable", "false"),
        Map.entry("offsets.topic.replication.factor", replicas),
        Map.entry("offsets.topic.num.partitions", "4"),
        Map.entry("transaction.state.log.replication.factor", replicas),
        Map.entry("transaction.state.log.min.isr", inSync),
        Map.entry("transaction.state.log.num.partitions", "4"),
        Map.entry("share.coordinator.state.topic.replication.factor", replicas),
        Map.entry("share.coordinator.state.topic.min.isr", inSync),
        Map.entry("share.coordinator.state.topic.num.partitions", "1"));
  }

  private static final Map<String, String> SMALL =
      Map.ofEntries(
          // Why: KafkaConnection, which has the same for clients.
          Map.entry("socket.send.buffer.bytes", "-1"),
          Map.entry("socket.receive.buffer.bytes", "-1"),
          Map.entry("replica.socket.receive.buffer.bytes", "-1"),
          Map.entry("num.network.threads", "2"),
          Map.entry("num.io.threads", "4"),
          Map.entry("background.threads", "2"),
          Map.entry("num.recovery.threads.per.data.dir", "2"),
          Map.entry("group.coordinator.threads", "1"),
          Map.entry("share.coordinator.threads", "1"),
          Map.entry("queued.max.requests", "100"),
          Map.entry("metric.reporters", ""),
          Map.entry("log.cleaner.threads", "1"),
          Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
          Map.entry("log.segment.bytes", "268435456"),
          Map.entry("log.index.size.max.bytes", "1048576"));
}
