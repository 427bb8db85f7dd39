package dev.confab.standalone.kafka;

import dev.confab.standalone.loopback.LoopbackPort;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The broker's settings: one node, one replica, and threads and buffers for one machine's use.
final class BrokerSettings {
  static final int NODE = 1;
  static final String CONTROLLER = "CONTROLLER";

  private BrokerSettings() {}

  static Map<String, String> of(Path directory, int port, int controllerPort) {
    Map<String, String> settings = new HashMap<>();
    settings.putAll(node(directory, port, controllerPort));
    settings.putAll(ONE_REPLICA);
    settings.putAll(SMALL);
    return settings;
  }

  /// The voters are static, since the ports of a dynamic quorum can't change between starts.
  private static Map<String, String> node(Path directory, int port, int controllerPort) {
    String broker = "PLAINTEXT://" + LoopbackPort.HOST + ":" + port;
    String controller = LoopbackPort.HOST + ":" + controllerPort;
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", Integer.toString(NODE)),
        Map.entry("controller.quorum.voters", NODE + "@" + controller),
        Map.entry("controller.listener.names", CONTROLLER),
        Map.entry("listeners", broker + "," + CONTROLLER + "://" + controller),
        Map.entry("advertised.listeners", broker),
        Map.entry("log.dirs", directory.toString()),
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        // A start after a kill waits until the killed one's registration has run out.
        Map.entry("broker.heartbeat.interval.ms", "1000"),
        Map.entry("broker.session.timeout.ms", "4000"));
  }

  private static final Map<String, String> ONE_REPLICA =
      Map.of(
          "offsets.topic.replication.factor", "1",
          "offsets.topic.num.partitions", "4",
          "transaction.state.log.replication.factor", "1",
          "transaction.state.log.min.isr", "1",
          "transaction.state.log.num.partitions", "4",
          "share.coordinator.state.topic.replication.factor", "1",
          "share.coordinator.state.topic.min.isr", "1",
          "share.coordinator.state.topic.num.partitions", "1");

  private static final Map<String, String> SMALL =
      Map.ofEntries(
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
