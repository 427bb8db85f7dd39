package dev.confab.bench.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrderCheckTest {
  private final OrderCheck check = new OrderCheck(2);
  private final Stream alice = joined("alice");
  private final Stream bob = joined("bob");

  @Test
  void findsNothingInAnOrderlyRun() {
    for (int i = 0; i < 100; i++) {
      int write = check.write(0, 0);
      arrives(alice, write, 11 + i);
      check.acked(write, 11 + i);
      arrives(bob, write, 11 + i);
    }
    check.end();

    assertThat(check.faults().none()).isTrue();
    assertThat(check.missing()).isZero();
    assertThat(check.unanswered()).isZero();
  }

  @Test
  void findsADrop() {
    arrives(alice, check.write(0, 0), 11);
    arrives(alice, check.write(0, 0), 13);
    assertFound(Fault.HOLE);
  }

  @Test
  void findsASwap() {
    int first = check.write(0, 0);
    int second = check.write(0, 0);
    arrives(alice, first, 11);
    arrives(alice, second, 12);
    arrives(bob, second, 12);
    arrives(bob, first, 11);
    assertThat(check.faults().count(Fault.HOLE)).isEqualTo(1);
    assertThat(check.faults().count(Fault.REPEAT)).isEqualTo(1);
  }

  @Test
  void findsTwoMembersWithDifferentOrders() {
    int first = check.write(0, 0);
    int second = check.write(0, 0);
    arrives(alice, first, 11);
    arrives(alice, second, 12);
    arrives(bob, second, 11);
    arrives(bob, first, 12);
    assertThat(check.faults().count(Fault.TWO_CONTENTS)).isEqualTo(2);
  }

  @Test
  void findsADouble() {
    int write = check.write(0, 0);
    arrives(alice, write, 11);
    arrives(alice, write, 11);
    assertFound(Fault.REPEAT);
  }

  @Test
  void findsAWriteThatBecameTwoEvents() {
    int write = check.write(0, 0);
    arrives(alice, write, 11);
    arrives(alice, write, 12);
    assertFound(Fault.TWO_SEQS);
  }

  @Test
  void findsWrongBytes() {
    int write = check.write(0, 0);
    alice.event(11, 1, write);
    bob.event(11, 2, write);
    assertFound(Fault.TWO_CONTENTS);
  }

  @Test
  void findsAnAckedMessageThatOneMemberNeverGot() {
    int write = check.write(0, 0);
    arrives(alice, write, 11);
    check.acked(write, 11);
    assertThat(check.missing()).isEqualTo(1);
    check.end();
    assertFound(Fault.LOST);
  }

  @Test
  void asksNothingForWhoHasLeft() {
    int write = check.write(0, 0);
    bob.left();
    arrives(alice, write, 11);
    check.acked(write, 11);
    check.end();
    assertThat(check.faults().none()).isTrue();
  }

  @Test
  void findsAnAckThatNamesAnotherSeq() {
    int write = check.write(0, 0);
    check.acked(write, 12);
    arrives(alice, write, 11);
    assertFound(Fault.WRONG_ACK);
  }

  @Test
  void findsAnEventOfAnotherSessionsWrite() {
    arrives(alice, check.write(1, 0), 11);
    assertFound(Fault.INVENTED);
  }

  @Test
  void findsAnEventForWhoIsOut() {
    alice.left();
    arrives(alice, check.write(0, 0), 11);
    assertFound(Fault.INVENTED);
  }

  private Stream joined(String name) {
    Stream stream = check.stream(0, name);
    stream.joined(10);
    return stream;
  }

  private static void arrives(Stream stream, int write, long seq) {
    stream.event(seq, write * 31L + seq, write);
  }

  private void assertFound(Fault fault) {
    assertThat(check.faults().count(fault)).as(check.faults().sentences().toString()).isEqualTo(1);
  }
}
