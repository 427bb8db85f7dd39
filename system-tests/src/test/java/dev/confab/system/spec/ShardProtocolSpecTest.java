package dev.confab.system.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The model of the shard protocol holds, exhaustively within small bounds, and no rule of it can
/// be left out. `docs/spec/README.md` has the figures of larger runs.
class ShardProtocolSpecTest {
  /// What fails without a rule, and the smallest bounds that show it.
  record Needed(String rule, Bounds bounds, String invariant) {
    @Override
    public String toString() {
      return rule + ": " + invariant;
    }
  }

  private static final Pattern RULE = Pattern.compile("Holds\\(\"([^\"]+)\"\\)");

  /// What they prevent is not in the model: see README.md.
  private static final Set<String> NOT_SHOWN = Set.of("R2", "R4a");

  private static final Bounds TWO_OPENINGS = new Bounds(2, 1, 0, false);
  private static final Bounds VERDICTS = new Bounds(2, 1, 0, true);
  private static final Bounds PIPELINE = new Bounds(2, 2, 0, false);

  @TempDir Path directory;

  /// The number of states is exact: with fewer of them less is checked.
  @ParameterizedTest
  @CsvSource({"3, 1, 1, true, 55232", "3, 2, 0, false, 67795", "2, 2, 2, true, 18575"})
  void holds(int openings, int commands, int snapshots, boolean verdicts, long states)
      throws IOException, InterruptedException {
    Tlc.Outcome outcome =
        new Tlc(directory).check(new Bounds(openings, commands, snapshots, verdicts));
    assertThat(outcome.holds()).as(outcome.report()).isTrue();
    assertThat(outcome.states()).isEqualTo(states);
  }

  @ParameterizedTest
  @MethodSource("needed")
  void failsWithout(Needed needed) throws IOException, InterruptedException {
    Tlc.Outcome outcome =
        new Tlc(directory).checkWithout(needed.rule(), needed.bounds(), needed.invariant());
    assertThat(outcome.violates(needed.invariant())).as(outcome.report()).isTrue();
  }

  @Test
  void everyRuleOfTheModelIsLeftOutOnce() throws IOException {
    Set<String> inModel =
        RULE.matcher(Tlc.model())
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> leftOut = needed().map(Needed::rule).collect(Collectors.toSet());
    leftOut.addAll(NOT_SHOWN);
    assertThat(inModel).containsExactlyInAnyOrderElementsOf(leftOut);
  }

  static Stream<Needed> needed() {
    return Stream.of(
        new Needed("R1", TWO_OPENINGS, "AckedIsAccepted"),
        new Needed("R3", new Bounds(3, 1, 0, false), "AckedIsAccepted"),
        new Needed("R4d", TWO_OPENINGS, "AckedIsAccepted"),
        new Needed("R4e", TWO_OPENINGS, "AnsweredIsAccepted"),
        new Needed("R4e", VERDICTS, "RejectedIsNeverAccepted"),
        new Needed("R4g", TWO_OPENINGS, "AckedIsAccepted"),
        new Needed("R5", PIPELINE, "SeqsHaveNoGaps"),
        new Needed("R6", TWO_OPENINGS, "ReadersAgree"),
        new Needed("R7", TWO_OPENINGS, "AckedIsAccepted"),
        new Needed("R8", PIPELINE, "AckedIsAccepted"),
        new Needed("R9", TWO_OPENINGS, "AnsweredIsAccepted"),
        new Needed("R9", VERDICTS, "RejectedIsNeverAccepted"),
        new Needed("R10", PIPELINE, "AckedIsAccepted"),
        new Needed("R11", new Bounds(2, 3, 0, false), "NoCommandIsSkipped"),
        new Needed("R11 log", TWO_OPENINGS, "OneEventPerCommand"),
        new Needed("R12", VERDICTS, "RejectedIsNeverAccepted"),
        new Needed("R14", new Bounds(3, 1, 1, false), "OpenersKnowTheTruth"),
        new Needed("R14 atomic", new Bounds(2, 1, 1, false), "OpenersKnowTheTruth"),
        new Needed("R16", PIPELINE, "AckedIsAccepted"));
  }
}
