package dev.confab.web.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LogLagTest {
  private long now = 1_000_000;
  private final LogLag lag = new LogLag(new Ticking());

  @Test
  void isNothingWhereEverythingIsRead() {
    lag.measured(Map.of(0, 0L, 1, 0L));
    now += 60_000;
    assertThat(lag.records()).isZero();
    assertThat(lag.seconds()).isZero();
  }

  @Test
  void growsWhileTheReaderStandsStill() {
    lag.read(0, now - 500);
    lag.measured(Map.of(0, 0L));
    now += 30_000;
    lag.measured(Map.of(0, 7L));
    assertThat(lag.records()).isEqualTo(7);
    assertThat(lag.seconds()).isEqualTo(30);
    now += 10_000;
    lag.measured(Map.of(0, 20L));
    assertThat(lag.seconds()).isEqualTo(40);
  }

  @Test
  void isYoungWhereTheReaderKeepsUpThoughSomethingAlwaysWaits() {
    lag.measured(Map.of(0, 5L));
    for (int i = 0; i < 100; i++) {
      now += 1_000;
      lag.read(0, now - 200);
      lag.measured(Map.of(0, 5L));
    }
    assertThat(lag.seconds()).isEqualTo(0.2);
  }

  @Test
  void isThatOfTheWorstPartition() {
    lag.measured(Map.of(0, 1L, 1, 1L));
    now += 9_000;
    lag.read(1, now);
    lag.measured(Map.of(0, 1L, 1, 1L));
    assertThat(lag.records()).isEqualTo(2);
    assertThat(lag.seconds()).isEqualTo(9);
  }

  @Test
  void forgetsPartitionsThatWent() {
    lag.measured(Map.of(0, 4L, 1, 5L));
    lag.measured(Map.of(1, 5L));
    assertThat(lag.records()).isEqualTo(5);
    assertThat(lag.partitions()).containsExactly(1);
  }

  @Test
  void growsWhereAReaderStandsStillThoughNobodyKnowsTheEnd() {
    lag.measured(Map.of(0, 0L, 1, 0L));
    now += 20_000;
    lag.measured(Map.of(1, 0L), Set.of(0));
    now += 10_000;
    lag.measured(Map.of(1, 0L), Set.of(0));
    assertThat(lag.records()).isEqualTo(1);
    assertThat(lag.seconds()).isEqualTo(30);
    lag.measured(Map.of(0, 0L, 1, 0L));
    assertThat(lag.seconds()).isZero();
  }

  private final class Ticking extends Clock {
    @Override
    public long millis() {
      return now;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
