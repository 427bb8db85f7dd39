package dev.confab.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.gateway.frame.Frame;
import dev.confab.web.limit.ByteBudget;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TailRingTest {
  private final ByteBudget all = new ByteBudget(100, () -> {});
  private final TailRing.Bounds bounds = new TailRing.Bounds(30, 60, all);
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
    assertThat(all.held()).isEqualTo(60);
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
    assertThat(all.held()).isEqualTo(60 + 39);
    assertThat(other.last()).isEqualTo(60);
    assertThat(other.first()).isEqualTo(48);
    ring.clear();
    other.clear();
    assertThat(all.held()).isZero();
  }

  @Test
  void manyRingsNeverHoldMoreThanAllMay() {
    List<TailRing> rings = LongStream.range(0, 50).mapToObj(i -> new TailRing(bounds)).toList();
    for (TailRing one : rings) {
      add(one, 10, 30);
      assertThat(all.held()).isLessThanOrEqualTo(100);
    }
    assertThat(rings.getLast().isEmpty()).isTrue();
    rings.forEach(TailRing::clear);
    assertThat(all.held()).isZero();
    add(rings.getLast(), 31, 32);
    assertThat(rings.getLast().first()).isEqualTo(31);
  }

  @Test
  void eventThatIsTooLargeForARingLeavesItEmpty() {
    add(ring, 1, 3);
    ring.add(4, Frame.of(new byte[61]));
    assertThat(ring.isEmpty()).isTrue();
    assertThat(all.held()).isZero();
    add(ring, 5, 6);
    assertThat(held()).containsExactly("e5", "e6");
  }
}
