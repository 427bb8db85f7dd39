package dev.confab.bench.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts what one connection receives into frames and puts fragments together. A frame that lies
/// whole in what was read is not copied; between reads an idle connection holds no buffer.
public final class FrameStream {
  private static final int NOTHING = -1;

  private byte @Nullable [] rest;
  private byte @Nullable [] fragments;
  private int fragmented = NOTHING;

  /// Takes the next bytes and gives each frame that is whole now. Throws `IllegalStateException` at
  /// what no server may send.
  public void take(byte[] bytes, int from, int to, FrameSink sink) {
    byte[] held = rest;
    if (held == null) {
      int end = cut(bytes, from, to, sink);
      rest = end == to ? null : Arrays.copyOfRange(bytes, end, to);
      return;
    }
    byte[] joined = Arrays.copyOf(held, held.length + to - from);
    System.arraycopy(bytes, from, joined, held.length, to - from);
    int end = cut(joined, 0, joined.length, sink);
    rest = end == joined.length ? null : Arrays.copyOfRange(joined, end, joined.length);
  }

  private int cut(byte[] bytes, int from, int to, FrameSink sink) {
    int at = from;
    while (to - at >= 2) {
      int length = bytes[at + 1] & 0x7F;
      int header = length < 126 ? 2 : length == 126 ? 4 : 10;
      if ((bytes[at + 1] & 0x80) != 0) {
        throw new IllegalStateException("a server's frame is masked");
      }
      if (to - at < header) {
        return at;
      }
      if (length == 126) {
        length = (bytes[at + 2] & 0xFF) << 8 | (bytes[at + 3] & 0xFF);
      } else if (length == 127) {
        length = Math.toIntExact(Bytes.longAt(bytes, at + 2));
      }
      if (to - at - header < length) {
        return at;
      }
      give(bytes[at], bytes, at + header, at + header + length, sink);
      at += header + length;
    }
    return at;
  }

  private void give(int head, byte[] bytes, int from, int to, FrameSink sink) {
    int opcode = head & 0x0F;
    boolean last = (head & 0x80) != 0;
    if ((head & 0x70) != 0) {
      throw new IllegalStateException("a frame uses an extension that nobody asked for");
    }
    if (opcode >= MaskedFrame.CLOSE || (opcode != 0 && last)) {
      sink.frame(opcode, bytes, from, to);
      return;
    }
    byte[] before = fragments;
    if (opcode == 0 ? before == null : before != null) {
      throw new IllegalStateException("a fragment is out of place");
    }
    int known = before == null ? 0 : before.length;
    byte[] together =
        before == null ? new byte[to - from] : Arrays.copyOf(before, known + to - from);
    System.arraycopy(bytes, from, together, known, to - from);
    if (opcode != 0) {
      fragmented = opcode;
    }
    fragments = last ? null : together;
    if (last) {
      sink.frame(fragmented, together, 0, together.length);
    }
  }
}
