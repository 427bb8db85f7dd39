package dev.confab.system.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HistoryCheckerTest {
  private static final int SEEDS = 40;
  private static final Set<String> NEEDED = needed();

  @Test
  void passesWhatKeepsEveryPromise() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Verdict verdict = HistoryChecker.check(MadeUpRun.of(seed), NEEDED);
      assertThat(verdict.passes()).as("seed %d%n%s", seed, verdict.text()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void seesEveryMutant(Mutant mutant) {
    int broken = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      List<Line> lines = mutant.of(MadeUpRun.of(seed), seed);
      if (lines != null) {
        broken++;
        Findings findings = HistoryChecker.check(lines, NEEDED).findings();
        assertThat(findings.count(mutant.seenBy())).as("seed %d", seed).isPositive();
        assertThat(findings.shown(mutant.seenBy())).isNotEmpty();
      }
    }
    assertThat(broken).as("histories that could be broken so").isGreaterThan(SEEDS / 2);
  }

  @Test
  void readsBackWhatWasWritten(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("history.jsonl");
    List<Line> lines = MadeUpRun.of(7);
    try (HistoryWriter writer = new HistoryWriter(file)) {
      lines.forEach(line -> writer.record(line.client(), line.entry()));
    }
    List<Line> read = HistoryFile.read(file);
    assertThat(read.stream().map(Line::entry)).isEqualTo(lines.stream().map(Line::entry).toList());
    assertThat(read).isSortedAccordingTo((a, b) -> Long.compare(a.at(), b.at()));
  }

  @Test
  void readsAnEventAsItIsOnTheTopic() {
    byte[] json =
        """
        {"type":"message_updated","sessionId":"s1","seq":7,"at":"2026-01-01T00:00:00.000Z",\
        "actor":{"userId":"ann"},"commandId":"k","message":{"id":"s1.3","sessionId":"s1","seq":3,\
        "senderId":"ann","role":"user","content":"hi","metadata":{}}}\
        """
            .getBytes(UTF_8);
    LogEvent event = LogEvent.of(json);
    assertThat(event.target()).isEqualTo(3);
    assertThat(event.body()).isEqualTo(Digest.of("hi"));
    assertThat(event.actor()).isEqualTo("ann");
    assertThat(event.digest()).isEqualTo(Digest.of(json));
  }

  private static Set<String> needed() {
    Set<String> needed = new HashSet<>(HistoryChecker.ALWAYS);
    needed.addAll(Set.of(Counts.FAULTS, Counts.RECOVERED, Counts.NOT_RECOVERED, Counts.ROWS));
    return needed;
  }
}
