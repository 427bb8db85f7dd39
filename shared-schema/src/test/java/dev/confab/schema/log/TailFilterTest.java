package dev.confab.schema.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TailFilterTest {
  private final TailFilter<String> filter = new TailFilter<>(5);

  @Test
  void dropsForeignRecordsAndReplies() {
    assertThat(filter.judge(null, "x")).isEmpty();
    assertThat(filter.admits(null)).isFalse();
  }

  @Test
  void dropsWhatIsBelowTheFloor() {
    assertThat(event(4, "old", 9, 9)).isEmpty();
    assertThat(marker(4, "old")).isEmpty();
    assertThat(event(4, "old", 1, 0)).isEmpty();
    assertThat(filter.admits(reply(4, "old", 9))).isFalse();
  }

  @Test
  void countsATermFromItsMarkerOnAtOnce() {
    marker(5, "a");

    assertThat(event(5, "a", 1, 0)).containsExactly("5a1");
    assertThat(event(5, "a", 2, 0)).containsExactly("5a2");
  }

  @Test
  void followsAMarkerAboveTheFloor() {
    marker(7, "b");

    assertThat(event(7, "b", 1, 0)).containsExactly("7b1");
    assertThat(event(5, "a", 1, 9)).isEmpty();
    assertThat(event(6, "a", 1, 9)).isEmpty();
    assertThat(filter.admits(reply(7, "b", 1))).isTrue();
    assertThat(filter.admits(reply(6, "a", 1))).isFalse();
  }

  /// The registry knows a claim before its marker is in the log, but only the log opens a term.
  @Test
  void dropsATermWhoseMarkerItHasNotSeenAboveTheFloor() {
    assertThat(event(6, "b", 1, 9)).isEmpty();
    assertThat(event(5, "a", 1, 0)).containsExactly("5a1");
  }

  @Test
  void countsATermFromItsFirstRecordOnAtOnce() {
    assertThat(event(5, "a", 1, 0)).containsExactly("5a1");
  }

  @Test
  void countsTheFirstRecordItSeesWhenAllBeforeItIsSafe() {
    assertThat(event(5, "a", 8, 7)).containsExactly("5a8");
  }

  @Test
  void holdsTheMiddleOfATermUntilAllBeforeItIsSafe() {
    assertThat(event(5, "a", 8, 5)).isEmpty();
    assertThat(event(5, "a", 9, 6)).isEmpty();
    assertThat(event(5, "a", 10, 7)).containsExactly("5a8", "5a9", "5a10");
    assertThat(event(5, "a", 11, 7)).containsExactly("5a11");
  }

  @Test
  void holdsARecordThatDoesNotSayWhatIsSafe() {
    assertThat(event(5, "a", 8, -1)).isEmpty();
  }

  @Test
  void freesWhatItHoldsWhenAReplySaysThatItIsSafe() {
    event(5, "a", 8, 5);

    assertThat(filter.hear(reply(5, "a", 6))).isEmpty();
    assertThat(filter.hear(reply(5, "a", 7))).containsExactly("5a8");
    assertThat(filter.hear(reply(5, "a", 8))).isEmpty();
    assertThat(event(5, "a", 9, 7)).containsExactly("5a9");
  }

  @Test
  void remembersWhatAReplySaidBeforeTheFirstRecord() {
    assertThat(filter.hear(reply(5, "a", 7))).isEmpty();

    assertThat(event(5, "a", 8, 3)).containsExactly("5a8");
  }

  @Test
  void hearsNoReplyOfAnotherTerm() {
    event(5, "a", 8, 5);

    assertThat(filter.hear(reply(6, "b", 99))).isEmpty();
    assertThat(filter.hear(reply(4, "b", 99))).isEmpty();
    assertThat(event(5, "a", 9, 6)).isEmpty();
  }

  @Test
  void countsNothingMoreOfATermWithAHole() {
    marker(5, "a");
    event(5, "a", 1, 0);

    assertThat(event(5, "a", 3, 2)).isEmpty();
    assertThat(event(5, "a", 2, 1)).isEmpty();
    assertThat(event(5, "a", 4, 3)).isEmpty();
  }

  @Test
  void forgetsWhatItHoldsAtAHole() {
    event(5, "a", 8, 5);
    event(5, "a", 10, 9);

    assertThat(filter.hear(reply(5, "a", 99))).isEmpty();
    assertThat(event(5, "a", 11, 10)).isEmpty();
  }

  @Test
  void startsAfreshAfterAHoleWithTheNextTerm() {
    event(5, "a", 8, 5);
    event(5, "a", 10, 9);
    marker(6, "b");

    assertThat(event(6, "b", 1, 0)).containsExactly("6b1");
  }

  @Test
  void forgetsWhatItHoldsAtTheNextMarker() {
    event(5, "a", 8, 5);
    marker(6, "b");

    assertThat(filter.hear(reply(5, "a", 99))).isEmpty();
    assertThat(event(6, "b", 1, 0)).containsExactly("6b1");
  }

  /// Two raced for a term; the one whose marker came first has it.
  @Test
  void givesATermToTheFirstMarkerThatItSees() {
    marker(5, "a");
    assertThat(event(5, "a", 1, 0)).containsExactly("5a1");
    marker(5, "b");

    assertThat(event(5, "a", 2, 0)).containsExactly("5a2");
  }

  /// The winner's marker was before the start: the loser's is the first that is seen, and nothing
  /// of the loser follows it.
  @Test
  void followsTheWinnerWhoseMarkerItMissed() {
    marker(5, "loser");

    assertThat(event(5, "winner", 8, 5)).isEmpty();
    assertThat(event(5, "winner", 9, 7)).containsExactly("5winner8", "5winner9");
  }

  @Test
  void refusesRepliesBelowTheMarkersAmongThem() {
    assertThat(filter.admits(reply(5, "a", 1))).isTrue();

    assertThat(filter.admits(new LogPosition(8, "b", 0, 0, true))).isFalse();

    assertThat(filter.admits(reply(5, "a", 1))).isFalse();
    assertThat(filter.admits(reply(7, "x", 1))).isFalse();
    assertThat(filter.admits(reply(8, "b", 1))).isTrue();
  }

  /// A marker among the replies fences replies only: what was decided before it is still coming in
  /// the log of events, and counts there until that log says otherwise.
  @Test
  void leavesEventsToTheMarkersAmongThem() {
    marker(5, "a");
    filter.admits(new LogPosition(6, "b", 0, 0, true));

    assertThat(event(5, "a", 1, 0)).containsExactly("5a1");
  }

  /// Against a reader of everything, from every place of a random log, with the floor that an up to
  /// date registry gives: what counts in the middle counted for the other, too.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void neverBelievesWhatAFullReaderDrops(long seed) {
    List<LogPosition> log = honestLog(seed);
    LogFilter full = new LogFilter(FilterState.START);
    List<Boolean> counts = new ArrayList<>();
    List<Long> floors = new ArrayList<>();
    for (LogPosition record : log) {
      floors.add(full.state().term());
      counts.add(full.judge(record) == LogFilter.Verdict.ACCEPTED);
    }
    int believed = 0;
    for (int start = 0; start < log.size(); start++) {
      TailFilter<Integer> tail = new TailFilter<>(floors.get(start));
      for (int i = start; i < log.size(); i++) {
        for (int free : tail.judge(log.get(i), i)) {
          assertThat(counts.get(free)).as("record %d, from %d", free, start).isTrue();
          believed++;
        }
      }
    }
    assertThat(counts).contains(true, false);
    assertThat(believed).isPositive();
  }

  /// Three processes. One that reads its marker back behind one of the same or a higher term writes
  /// nothing; one that was overtaken later writes on. What it calls safe has landed, without a
  /// hole.
  private static List<LogPosition> honestLog(long seed) {
    Random random = new Random(seed);
    List<LogPosition> log = new ArrayList<>();
    String[] owners = {"", "", ""};
    long[] terms = new long[owners.length];
    long[] next = new long[owners.length];
    long[] safe = new long[owners.length];
    long highest = 0;
    for (int i = 0; i < 300; i++) {
      int who = random.nextInt(owners.length);
      int dice = random.nextInt(100);
      if (dice < 6 || terms[who] == 0) {
        long term = Math.max(1, highest - 1 + random.nextInt(3));
        owners[who] = "owner-" + i;
        log.add(new LogPosition(term, owners[who], 0, 0, true));
        terms[who] = term > highest ? term : 0;
        next[who] = 1;
        safe[who] = 0;
        highest = Math.max(highest, term);
      } else {
        next[who] += dice < 9 ? 1 : 0;
        long told = Math.max(0, safe[who] - random.nextInt(3));
        log.add(new LogPosition(terms[who], owners[who], next[who], told, false));
        safe[who] += next[who] == safe[who] + 1 ? 1 : 0;
        next[who]++;
      }
    }
    return log;
  }

  private List<String> event(long term, String owner, long n, long safe) {
    return filter.judge(new LogPosition(term, owner, n, safe, false), term + owner + n);
  }

  private List<String> marker(long term, String owner) {
    return filter.judge(new LogPosition(term, owner, 0, 0, true), "marker");
  }

  private static LogPosition reply(long term, String owner, long safe) {
    return new LogPosition(term, owner, safe, safe, false);
  }
}
