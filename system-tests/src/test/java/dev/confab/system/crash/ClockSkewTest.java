package dev.confab.system.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ClockSkewTest {
  /// Asks for the time in each way.
  public static final class Asks implements Supplier<List<Instant>> {
    @Override
    public List<Instant> get() {
      return List.of(
          Instant.now(),
          Instant.ofEpochMilli(System.currentTimeMillis()),
          Clock.systemUTC().instant(),
          Instant.now(Clock.systemUTC()));
    }
  }

  private static final class Loader extends ClassLoader {
    Class<?> define(byte[] bytes) {
      return defineClass(Asks.class.getName(), bytes, 0, bytes.length);
    }
  }

  @Test
  void everyWayToAskForTheTimeIsOff() throws Exception {
    var _ = ClockSkew.by(Duration.ofHours(1));
    Instant before = Instant.now();
    Object asks =
        new Loader().define(ClockSkew.skewed(bytes())).getDeclaredConstructor().newInstance();
    assertThat(((Supplier<?>) asks).get())
        .asInstanceOf(InstanceOfAssertFactories.list(Instant.class))
        .allSatisfy(time ->
            assertThat(time)
                .isBetween(
                    before.plus(Duration.ofMinutes(59)), Instant.now().plus(Duration.ofHours(1))));
  }

  private static byte[] bytes() throws IOException {
    try (InputStream in = ClockSkewTest.class.getResourceAsStream("ClockSkewTest$Asks.class")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }
}
