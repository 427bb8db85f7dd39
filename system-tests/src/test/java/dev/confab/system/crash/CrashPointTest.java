package dev.confab.system.crash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The points are where the product's own classes have them: a renamed method must be seen.
class CrashPointTest {
  @ParameterizedTest
  @EnumSource
  void pointIsInTheProduct(CrashPoint point) throws IOException {
    byte[] before = bytes(point);
    assertThat(CrashPoint.in(point.type())).contains(point);
    assertThat(new String(CrashAgent.plant(before, List.of(point)), ISO_8859_1))
        .contains(point.name());
  }

  private static byte[] bytes(CrashPoint point) throws IOException {
    try (InputStream in =
        CrashPoint.class.getClassLoader().getResourceAsStream(point.type() + ".class")) {
      return Objects.requireNonNull(in, point.type()).readAllBytes();
    }
  }
}
