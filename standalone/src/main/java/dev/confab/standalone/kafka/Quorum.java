package dev.confab.standalone.kafka;

import dev.confab.standalone.loopback.LoopbackPort;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/// The brokers of a cluster on this machine, each of which is a controller, too.
///
/// @param id the cluster's, which a broker's directory keeps from its first start on
/// @param members in the order of their node ids, which count from 1
public record Quorum(String id, List<Member> members) {
  private static final int MOST_REPLICAS = 3;

  /// Where a broker listens, for clients and for the quorum.
  public record Member(int port, int controllerPort) {}

  /// One broker, which needs no others.
  static Quorum alone(int port) throws IOException {
    return new Quorum(newId(), List.of(new Member(port, LoopbackPort.free())));
  }

  public static String newId() {
    return Uuid.randomUuid().toString();
  }

  /// The form in which a broker's process is told: an id, then `port:controllerPort` of each.
  static Quorum parse(List<String> arguments) {
    return new Quorum(
        arguments.getFirst(), arguments.stream().skip(1).map(Quorum::member).toList());
  }

  /// What {@link BrokerApplication} takes behind its own arguments.
  public List<String> arguments() {
    return Stream.concat(
            Stream.of(id),
            members.stream().map(member -> member.port() + ":" + member.controllerPort()))
        .toList();
  }

  /// Copies of each partition.
  public int replicas() {
    return Math.min(MOST_REPLICAS, members.size());
  }

  /// Copies that a record must have before it counts as written.
  int replicasInSync() {
    return Math.max(1, replicas() - 1);
  }

  public String bootstrapServers() {
    return members.stream()
        .map(member -> LoopbackPort.HOST + ":" + member.port())
        .collect(Collectors.joining(","));
  }

  boolean isAlone() {
    return members.size() == 1;
  }

  Member member(int node) {
    return members.get(node - 1);
  }

  String voters() {
    return IntStream.rangeClosed(1, members.size())
        .mapToObj(node -> node + "@" + LoopbackPort.HOST + ":" + member(node).controllerPort())
        .collect(Collectors.joining(","));
  }

  private static Member member(String text) {
    int colon = text.indexOf(':');
    return new Member(
        Integer.parseInt(text, 0, colon, 10), Integer.parseInt(text, colon + 1, text.length(), 10));
  }
}
