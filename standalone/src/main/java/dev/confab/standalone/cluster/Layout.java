package dev.confab.standalone.cluster;

import dev.confab.standalone.kafka.Quorum;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Which processes a cluster has, and their ports.
///
/// @param id of the Kafka cluster
/// @param portBase the first port; all others follow within {@link #PORTS}
record Layout(String id, int brokers, int gateways, int messages, int histories, int portBase) {
  static final int MOST = 5;
  static final int PORTS = 60;

  /// With each process that any cluster has.
  static final Layout LARGEST = new Layout("", MOST, MOST, MOST, MOST, 0);

  private static final int CONTROLLERS = 20;

  /// All of them, in the order in which they are told of.
  List<Part> parts() {
    return Stream.of(Role.values()).flatMap(role -> of(role).stream()).toList();
  }

  List<Part> of(Role role) {
    return IntStream.rangeClosed(1, count(role))
        .mapToObj(number -> role.part(number, portBase))
        .toList();
  }

  Part one(Role role) {
    return of(role).getFirst();
  }

  int controllerPort(int broker) {
    return portBase + CONTROLLERS + broker;
  }

  Quorum quorum() {
    return new Quorum(
        id,
        of(Role.BROKER).stream()
            .map(part -> new Quorum.Member(part.port(), controllerPort(part.number())))
            .toList());
  }

  private int count(Role role) {
    return switch (role) {
      case POSTGRES, TOKENS -> 1;
      case BROKER -> brokers;
      case GATEWAY -> gateways;
      case MESSAGE -> messages;
      case HISTORY -> histories;
    };
  }
}
