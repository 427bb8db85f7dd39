package dev.confab.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class TableTest {
  private final Report report = new Report(new PrintStream(OutputStream.nullOutputStream()));

  @Test
  void showsTheFirstAsAMultipleOfTheOthers() {
    report.add("rooms", "p99", "ms", "confab", 3);
    report.add("rooms", "p99", "ms", "netty", 1.5);
    report.add("rooms", "rate", "1/s", "confab", 1_000);

    assertThat(Table.of(report))
        .isEqualTo(
            """

            ### rooms

            |            | confab | netty | confab/netty |
            |------------|-------:|------:|-------------:|
            | p99 (ms)   |   3.00 |  1.50 |       x 2.00 |
            | rate (1/s) |  1,000 |       |              |
            """);
  }

  @Test
  void hasNoColumnForWhoWasNotAsked() {
    report.add("rooms", "p99", "ms", "confab", 3);
    report.add("rooms", "p99", "ms", "netty", 1.5);
    report.add("storm", "time", "s", "confab", 9);

    String storm = Table.of(report).substring(Table.of(report).indexOf("### storm"));

    assertThat(storm).doesNotContain("netty");
  }

  @Test
  void makesNoRatioOfNothing() {
    assertThat(Table.ratio(1.0, 0.0)).isEmpty();
    assertThat(Table.ratio(Double.NaN, 1.0)).isEmpty();
    assertThat(Table.ratio(null, 1.0)).isEmpty();
    assertThat(Table.ratio(1.0, 4.0)).isEqualTo("x 0.25");
  }
}
