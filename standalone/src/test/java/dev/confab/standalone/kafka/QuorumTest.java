package dev.confab.standalone.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuorumTest {
  @Test
  void isToldAsArguments() {
    Quorum quorum = quorum(3);
    assertThat(quorum.arguments()).containsExactly("id", "1:11", "2:12", "3:13");
    assertThat(Quorum.parse(quorum.arguments())).isEqualTo(quorum);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "2, 2, 1", "3, 3, 2", "5, 3, 2"})
  void survivesOneBrokerWhereItCan(int brokers, String replicas, String inSync) {
    var settings = BrokerSettings.of(Path.of("data"), quorum(brokers), 1);
    assertThat(settings)
        .containsEntry("default.replication.factor", replicas)
        .containsEntry("offsets.topic.replication.factor", replicas)
        .containsEntry("transaction.state.log.replication.factor", replicas)
        .containsEntry("min.insync.replicas", inSync)
        .containsEntry("transaction.state.log.min.isr", inSync)
        .containsEntry("unclean.leader.election.enable", "false");
  }

  @Test
  void votersAreAllOfThem() {
    var settings = BrokerSettings.of(Path.of("data"), quorum(3), 2);
    assertThat(settings)
        .containsEntry("node.id", "2")
        .containsEntry("controller.quorum.voters", "1@127.0.0.1:11,2@127.0.0.1:12,3@127.0.0.1:13")
        .containsEntry("listeners", "PLAINTEXT://127.0.0.1:2,CONTROLLER://127.0.0.1:12");
  }

  private static Quorum quorum(int brokers) {
    List<Quorum.Member> members =
        IntStream.rangeClosed(1, brokers).mapToObj(i -> new Quorum.Member(i, 10 + i)).toList();
    return new Quorum("id", members);
  }
}
