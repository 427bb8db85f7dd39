package dev.confab.message.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.id.ConnectionId;
import dev.confab.schema.id.GatewayId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import org.junit.jupiter.api.Test;

class RostersTest {
  private static final SessionId S = new SessionId("s");
  private static final UserId ALICE = new UserId("alice");
  private static final UserId BOB = new UserId("bob");
  private static final GatewayId G1 = new GatewayId("g1");
  private static final GatewayId G2 = new GatewayId("g2");
  private static final GatewayId G3 = new GatewayId("g3");

  private final Rosters rosters = new Rosters();

  @Test
  void countsAUserOnceHoweverManyConnectionsHeHas() {
    assertThat(rosters.join(S, connection("1"), ALICE, G1, 0)).isTrue();
    assertThat(rosters.join(S, connection("2"), ALICE, G2, 0)).isFalse();
    assertThat(rosters.participants(S)).containsExactly(ALICE);
    assertThat(rosters.leave(S, connection("1"), ALICE)).isFalse();
    assertThat(rosters.leave(S, connection("2"), ALICE)).isTrue();
    assertThat(rosters.participants(S)).isEmpty();
  }

  @Test
  void ignoresALeaveOfAnUnknownConnectionOrAnotherUser() {
    rosters.join(S, connection("1"), ALICE, G1, 0);
    assertThat(rosters.leave(S, connection("9"), ALICE)).isFalse();
    assertThat(rosters.leave(S, connection("1"), BOB)).isFalse();
    assertThat(rosters.participants(S)).containsExactly(ALICE);
  }

  @Test
  void expiresWhatASilentGatewayHeld() {
    rosters.join(S, connection("1"), ALICE, G1, 0);
    rosters.join(S, connection("2"), BOB, G1, 0);
    rosters.join(S, connection("3"), ALICE, G2, 0);
    hear(G2, 10, 15, 20, 25);
    assertThat(rosters.expire(30, 30)).isEmpty();
    assertThat(rosters.expire(31, 30)).containsExactly(new Rosters.Gone(S, BOB));
    assertThat(rosters.participants(S)).containsExactly(ALICE);
    hear(G3, 40, 45, 50, 55);
    assertThat(rosters.expire(56, 30)).containsExactly(new Rosters.Gone(S, ALICE));
  }

  /// What gateways said meanwhile has not been read yet.
  @Test
  void holdsNobodyForSilentWhileItHeardNobodyItself() {
    rosters.join(S, connection("1"), ALICE, G1, 0);
    rosters.join(S, connection("2"), BOB, G2, 0);
    hear(G1, 5, 10);
    hear(G2, 5, 10);
    assertThat(rosters.expire(60, 30)).isEmpty();
    hear(G1, 60, 60, 60, 60, 60);
    hear(G2, 60, 60, 60, 60, 60);
    assertThat(rosters.expire(61, 30)).isEmpty();
    assertThat(rosters.participants(S)).containsExactly(ALICE, BOB);
  }

  private void hear(GatewayId gateway, long... times) {
    for (long at : times) {
      rosters.hear(gateway, at);
    }
  }

  @Test
  void removesAllConnectionsOfARemovedMember() {
    rosters.join(S, connection("1"), ALICE, G1, 0);
    rosters.join(S, connection("2"), ALICE, G2, 0);
    assertThat(rosters.removeUser(S, ALICE)).isTrue();
    assertThat(rosters.removeUser(S, ALICE)).isFalse();
  }

  private static ConnectionId connection(String id) {
    return new ConnectionId(id);
  }
}
