package dev.confab.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.gateway.frame.Frame;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TailRingTest {
  private final TailRing.Bounds bounds = new TailRing.Bounds(30, 60, 100);
  private final TailRing ring = new TailRing(bounds);

  private static void add(TailRing to, long first, long last) {
    LongStream.rangeClosed(first, last).forEach(seq -> to.add(seq, Room.frame(seq)));
  }

  private static List<Frame> frames(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(Room::frame).toList();
  }

  private List<String> held() {
    return ring.between(ring.first(), ring.last()).stream().map(Frame::toString).toList();
  }

  @Test
  void holdsTheNewestThatFit() {
    add(ring, 1, 9);
    assertThat(ring.first()).isEqualTo(1);
    add(ring, 10, 50);
    assertThat(ring.first()).isEqualTo(31);
    assertThat(ring.last()).isEqualTo(50);
    assertThat(bounds.held().get()).isEqualTo(60);
    assertThat(ring.between(49, 50).stream().map(Frame::toString)).containsExactly("e49", "e50");
  }

  @Test
  void beginsAnewBehindAHoleAndPassesOldOnesOver() {
    add(ring, 1, 3);
    ring.add(2, Room.frame(2));
    add(ring, 6, 7);
    assertThat(held()).containsExactly("e6", "e7");
  }

  @Test
  void takesOlderEventsThatReachItAndFit() {
    add(ring, 8, 9);
    ring.addBelow(frames(1, 5), 5);
    assertThat(held()).containsExactly("e8", "e9");
    ring.addBelow(frames(3, 8), 8);
    assertThat(held()).containsExactly("e3", "e4", "e5", "e6", "e7", "e8", "e9");
    ring.clear();
    ring.addBelow(frames(10, 50), 50);
    assertThat(ring.first()).isEqualTo(31);
    assertThat(ring.last()).isEqualTo(50);
    add(ring, 51, 51);
    assertThat(ring.last()).isEqualTo(51);
  }

  @Test
  void growingRingShrinksWhereAllHoldTooMuch() {
    TailRing other = new TailRing(bounds);
    add(ring, 10, 29);
    add(other, 10, 29);
    add(other, 30, 60);
    // The ring that grows keeps its last sixteen events.
    assertThat(bounds.held().get()).isEqualTo(60 + 48);
    assertThat(other.last()).isEqualTo(60);
    assertThat(other.first()).isEqualTo(45);
    ring.clear();
    other.clear();
    assertThat(bounds.held().get()).isZero();
  }
}
