package dev.confab.schema.log;

import static dev.confab.schema.log.LogFilter.Verdict.ACCEPTED;
import static dev.confab.schema.log.LogFilter.Verdict.DROPPED;
import static dev.confab.schema.log.LogFilter.Verdict.OPENED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.log.LogFilter.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogFilterTest {
  private final LogFilter filter = new LogFilter(FilterState.START);

  @Test
  void acceptsTheRecordsOfATermInTheirOrder() {
    assertThat(judge(marker(1, "a"), record(1, "a", 1), record(1, "a", 2)))
        .containsExactly(OPENED, ACCEPTED, ACCEPTED);
    assertThat(filter.state()).isEqualTo(new FilterState(1, "a", 3, true));
  }

  @Test
  void dropsWhatComesBeforeTheFirstMarker() {
    assertThat(judge(record(1, "a", 1), record(0, "", 1), marker(1, "a"), record(1, "a", 1)))
        .containsExactly(DROPPED, DROPPED, OPENED, ACCEPTED);
  }

  @Test
  void dropsForeignRecords() {
    assertThat(filter.judge(null)).isEqualTo(DROPPED);
    assertThat(filter.state()).isEqualTo(FilterState.START);
  }

  @Test
  void dropsWhatAnEarlierTermLeavesBehindALaterMarker() {
    assertThat(judge(marker(1, "a"), marker(2, "b"), record(1, "a", 1), record(2, "b", 1)))
        .containsExactly(OPENED, OPENED, DROPPED, ACCEPTED);
  }

  @Test
  void dropsATermWhoseMarkerIsNotThere() {
    assertThat(judge(marker(1, "a"), record(2, "b", 1), record(1, "a", 1)))
        .containsExactly(OPENED, DROPPED, ACCEPTED);
  }

  @Test
  void givesATermToTheFirstThatOpensIt() {
    assertThat(judge(marker(1, "a"), marker(1, "b"), record(1, "b", 1), record(1, "a", 1)))
        .containsExactly(OPENED, DROPPED, DROPPED, ACCEPTED);
  }

  @Test
  void dropsTheMarkerOfAnEarlierTerm() {
    assertThat(judge(marker(5, "a"), marker(4, "b"), record(4, "b", 1), record(5, "a", 1)))
        .containsExactly(OPENED, DROPPED, DROPPED, ACCEPTED);
  }

  /// The second of two pipelined appends lands alone: were it counted, a command would be skipped.
  @Test
  void dropsAllThatFollowsAHole() {
    assertThat(
            judge(
                marker(1, "a"),
                record(1, "a", 1),
                record(1, "a", 3),
                record(1, "a", 2),
                record(1, "a", 3)))
        .containsExactly(OPENED, ACCEPTED, DROPPED, DROPPED, DROPPED);
    assertThat(filter.state().whole()).isFalse();
  }

  @Test
  void dropsAllThatFollowsARecordThatLandsTwice() {
    assertThat(judge(marker(1, "a"), record(1, "a", 1), record(1, "a", 1), record(1, "a", 2)))
        .containsExactly(OPENED, ACCEPTED, DROPPED, DROPPED);
  }

  @Test
  void startsAfreshWithTheNextTerm() {
    assertThat(judge(marker(1, "a"), record(1, "a", 2), marker(2, "b"), record(2, "b", 1)))
        .containsExactly(OPENED, DROPPED, OPENED, ACCEPTED);
  }

  /// A reader that stored its state anywhere goes on as one that has read everything.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void agreesWhereverItGoesOn(long seed) {
    List<LogPosition> log = log(seed);
    List<Verdict> all = new ArrayList<>();
    List<FilterState> states = new ArrayList<>();
    for (LogPosition record : log) {
      states.add(filter.state());
      all.add(filter.judge(record));
    }
    assertThat(all).contains(ACCEPTED, DROPPED, OPENED);
    for (int start = 0; start < log.size(); start += 7) {
      LogFilter other = new LogFilter(states.get(start));
      List<Verdict> rest = log.subList(start, log.size()).stream().map(other::judge).toList();

      assertThat(rest).isEqualTo(all.subList(start, all.size()));
    }
  }

  /// Whatever two owners, their late records and lost ones make of a log: of each term the records
  /// 1 to some n count, each once, behind its marker and before the next.
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void acceptsOneRunOfEachTerm(long seed) {
    long term = 0;
    String owner = "";
    long n = 0;
    for (LogPosition record : log(seed)) {
      switch (filter.judge(record)) {
        case OPENED -> {
          assertThat(record.term()).isGreaterThan(term);
          term = record.term();
          owner = record.owner();
          n = 0;
        }
        case ACCEPTED -> {
          n++;
          assertThat(record).isEqualTo(new LogPosition(term, owner, n, 0, false));
        }
        case DROPPED -> {}
      }
    }
    assertThat(term).isPositive();
  }

  /// Three processes that open, write, lose records and write on long after others took over.
  private static List<LogPosition> log(long seed) {
    Random random = new Random(seed);
    List<LogPosition> log = new ArrayList<>();
    String[] owners = {"", "", ""};
    long[] terms = new long[owners.length];
    long[] next = new long[owners.length];
    for (int i = 0; i < 500; i++) {
      int who = random.nextInt(owners.length);
      int dice = random.nextInt(100);
      if (dice < 6 || terms[who] == 0) {
        terms[who] = random.nextInt(1 + i / 10) + 1L;
        owners[who] = "owner-" + i;
        next[who] = 1;
        log.add(marker(terms[who], owners[who]));
      } else {
        next[who] += dice < 8 ? 1 : 0;
        log.add(record(terms[who], owners[who], next[who]++));
      }
    }
    return log;
  }

  private List<Verdict> judge(LogPosition... records) {
    List<Verdict> verdicts = new ArrayList<>();
    for (LogPosition record : records) {
      verdicts.add(filter.judge(record));
    }
    return verdicts;
  }

  static LogPosition marker(long term, String owner) {
    return new LogPosition(term, owner, 0, 0, true);
  }

  static LogPosition record(long term, String owner, long n) {
    return new LogPosition(term, owner, n, 0, false);
  }
}
