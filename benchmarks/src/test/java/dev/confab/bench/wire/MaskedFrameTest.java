package dev.confab.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedFrameTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 125, 126, 127, 65_535, 65_536, 70_001})
  void unmasksToWhatItWasGiven(int length) {
    byte[] payload = random(length + 3);
    int mask = 0x9A37C21B;
    ByteBuffer out = ByteBuffer.allocate(length + MaskedFrame.HEADER);

    MaskedFrame.write(out, MaskedFrame.TEXT, payload, 3, length, mask);

    out.flip();
    assertThat(out.get() & 0xFF).isEqualTo(0x81);
    assertThat(length(out)).isEqualTo(length);
    assertThat(out.getInt()).isEqualTo(mask);
    for (int i = 0; i < length; i++) {
      int key = mask >>> (24 - 8 * (i % 4)) & 0xFF;
      assertThat((out.get() ^ key) & 0xFF).isEqualTo(payload[3 + i] & 0xFF);
    }
    assertThat(out.hasRemaining()).isFalse();
  }

  /// In the shortest form, as the protocol asks.
  private static long length(ByteBuffer frame) {
    int first = frame.get() & 0xFF;
    assertThat(first & 0x80).isNotZero();
    return switch (first & 0x7F) {
      case 126 -> {
        int length = frame.getShort() & 0xFFFF;
        assertThat(length).isGreaterThan(125);
        yield length;
      }
      case 127 -> {
        long length = frame.getLong();
        assertThat(length).isGreaterThan(65_535);
        yield length;
      }
      default -> first & 0x7F;
    };
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }
}
