package dev.confab.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.log.LogPosition;
import dev.confab.streams.PositionedFilter.Opening;
import dev.confab.streams.PositionedFilter.Verdict;
import org.junit.jupiter.api.Test;

class PositionedFilterTest {
  private final PositionedFilter fresh =
      new PositionedFilter(Position.start("epoch"), offset -> null);

  @Test
  void acceptsWhatFollowsAMarkerInOrder() {
    assertThat(fresh.judge(0, marker(1, "a"))).isEqualTo(Verdict.NOTHING);
    assertThat(fresh.judge(1, record(1, "a", 1, 0))).isEqualTo(Verdict.ACCEPTED);
    assertThat(fresh.judge(2, record(1, "a", 2, 0))).isEqualTo(Verdict.ACCEPTED);
    assertThat(fresh.position().gap()).isZero();
  }

  @Test
  void dropsGhostsAndWhatFollowsAHole() {
    fresh.judge(0, marker(1, "a"));
    fresh.judge(1, marker(2, "b"));
    assertThat(fresh.judge(2, record(1, "a", 1, 0))).isEqualTo(Verdict.NOTHING);
    assertThat(fresh.judge(3, record(2, "b", 1, 0))).isEqualTo(Verdict.ACCEPTED);
    assertThat(fresh.judge(4, record(2, "b", 3, 0))).isEqualTo(Verdict.NOTHING);
    assertThat(fresh.judge(5, record(2, "b", 2, 0))).isEqualTo(Verdict.NOTHING);
    assertThat(fresh.judge(6, marker(3, "c"))).isEqualTo(Verdict.NOTHING);
    assertThat(fresh.judge(7, record(3, "c", 1, 0))).isEqualTo(Verdict.ACCEPTED);
    assertThat(fresh.position().gap()).isZero();
  }

  @Test
  void knowsWhatItHasSeen() {
    fresh.judge(0, marker(1, "a"));
    fresh.judge(1, record(1, "a", 1, 0));
    fresh.judge(2, marker(2, "b"));
    Position before = fresh.position();
    assertThat(fresh.judge(0, marker(1, "a"))).isEqualTo(Verdict.SEEN);
    assertThat(fresh.judge(1, record(1, "a", 1, 0))).isEqualTo(Verdict.SEEN);
    assertThat(fresh.position()).isEqualTo(before);
    assertThat(fresh.judge(3, record(2, "b", 1, 0))).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void goesOnInTheMiddleOfATermOnceAllBeforeIsSafe() {
    PositionedFilter filter = startedWith(new Opening(4, "d"));
    assertThat(filter.judge(100, record(4, "d", 50, 48))).isEqualTo(Verdict.NOTHING);
    assertThat(filter.judge(101, record(4, "d", 51, 48))).isEqualTo(Verdict.NOTHING);
    assertThat(filter.position().gap()).isEqualTo(102);
    assertThat(filter.judge(102, record(4, "d", 52, 49))).isEqualTo(Verdict.ACCEPTED);
    assertThat(filter.judge(103, record(4, "d", 53, 49))).isEqualTo(Verdict.ACCEPTED);
    assertThat(filter.position().gap()).isEqualTo(102);
  }

  @Test
  void trustsNothingOfATermWithAHoleBeforeItWasAnchored() {
    PositionedFilter filter = startedWith(new Opening(4, "d"));
    filter.judge(100, record(4, "d", 50, 48));
    assertThat(filter.judge(101, record(4, "d", 52, 51))).isEqualTo(Verdict.NOTHING);
    assertThat(filter.judge(102, record(4, "d", 53, 52))).isEqualTo(Verdict.NOTHING);
    assertThat(filter.judge(103, marker(5, "e"))).isEqualTo(Verdict.NOTHING);
    assertThat(filter.judge(104, record(5, "e", 1, 0))).isEqualTo(Verdict.ACCEPTED);
    assertThat(filter.position().gap()).isEqualTo(103);
  }

  @Test
  void believesNoGhostAtTheStartOfAnOldLog() {
    PositionedFilter filter = startedWith(new Opening(4, "d"));
    assertThat(filter.judge(100, record(3, "c", 9, 8))).isEqualTo(Verdict.NOTHING);
    assertThat(filter.judge(101, marker(3, "x"))).isEqualTo(Verdict.NOTHING);
    assertThat(filter.judge(102, record(4, "x", 1, 0))).isEqualTo(Verdict.NOTHING);
    assertThat(filter.judge(103, record(4, "d", 7, 6))).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void asksTheRegistryAgainWhenOffsetsJump() {
    PositionedFilter filter =
        new PositionedFilter(
            Position.start("epoch"), offset -> offset == 10 ? new Opening(2, "b") : null);
    filter.judge(0, marker(1, "a"));
    assertThat(filter.judge(10, record(2, "b", 3, 2))).isEqualTo(Verdict.ACCEPTED);
    assertThat(filter.position().gap()).isEqualTo(10);
  }

  private static PositionedFilter startedWith(Opening opening) {
    return new PositionedFilter(Position.start("epoch"), offset -> opening);
  }

  private static LogPosition marker(long term, String owner) {
    return new LogPosition(term, owner, 0, 0, true);
  }

  private static LogPosition record(long term, String owner, long n, long safe) {
    return new LogPosition(term, owner, n, safe, false);
  }
}
