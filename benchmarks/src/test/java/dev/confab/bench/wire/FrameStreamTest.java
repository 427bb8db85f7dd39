package dev.confab.bench.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameStreamTest {
  private final FrameStream stream = new FrameStream();
  private final List<String> frames = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {0, 125, 126, 65_535, 65_536})
  void readsEveryFormOfLength(int length) {
    String text = "x".repeat(length);
    take(frame(0x81, text));
    assertThat(frames).containsExactly("1:" + text);
  }

  @Test
  void readsSeveralFramesOfOneRead() {
    take(concat(frame(0x81, "one"), frame(0x89, ""), frame(0x81, "two")));
    assertThat(frames).containsExactly("1:one", "9:", "1:two");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 200})
  void readsWhatComesInPieces(int piece) {
    byte[] bytes = concat(frame(0x81, "a".repeat(300)), frame(0x81, "b"), frame(0x82, "c"));
    for (int at = 0; at < bytes.length; at += piece) {
      stream.take(bytes, at, Math.min(bytes.length, at + piece), this::keep);
    }
    assertThat(frames).containsExactly("1:" + "a".repeat(300), "1:b", "2:c");
  }

  @Test
  void putsFragmentsTogetherAroundAPing() {
    take(concat(frame(0x01, "one "), frame(0x89, "p"), frame(0x00, "two "), frame(0x80, "three")));
    assertThat(frames).containsExactly("9:p", "1:one two three");
  }

  @Test
  void refusesAMaskedFrame() {
    assertThatThrownBy(() -> take(new byte[] {(byte) 0x81, (byte) 0x80, 0, 0, 0, 0}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesAContinuationOfNothing() {
    assertThatThrownBy(() -> take(frame(0x80, "lost"))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesACompressedFrame() {
    assertThatThrownBy(() -> take(frame(0xC1, "z"))).isInstanceOf(IllegalStateException.class);
  }

  private void take(byte[] bytes) {
    stream.take(bytes, 0, bytes.length, this::keep);
  }

  private void keep(int opcode, byte[] bytes, int from, int to) {
    frames.add(opcode + ":" + new String(bytes, from, to - from, UTF_8));
  }

  private static byte[] frame(int head, String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int length = text.length();
    out.write(head);
    if (length < 126) {
      out.write(length);
    } else if (length < 65_536) {
      out.write(126);
      out.write(length >>> 8);
      out.write(length);
    } else {
      out.write(127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        out.write((int) ((long) length >>> shift));
      }
    }
    out.writeBytes(text.getBytes(UTF_8));
    return out.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
