package dev.confab.bench.wire;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/// Writes the frames that clients send, in one buffer that is used again and again. One thread.
public final class FrameWriter {
  private static final byte[] ID = Bytes.of("{\"id\":\"");
  private static final byte[] SEND = Bytes.of("\",\"type\":\"send_message\",\"sessionId\":\"");
  private static final byte[] EDIT = Bytes.of("\",\"type\":\"edit_message\",\"messageId\":\"");
  private static final byte[] CONTENT = Bytes.of("\",\"content\":\"");
  private static final byte[] KEY = Bytes.of("\",\"clientId\":\"");
  private static final byte[] END = Bytes.of("\"}");

  private final byte[] text = new byte[1 << 16];
  private final ByteBuffer out = ByteBuffer.allocateDirect((1 << 16) + MaskedFrame.HEADER);
  private final SplittableRandom masks = new SplittableRandom();
  private int length;

  /// A `send_message` with the write's number as `id`, `clientId` and beginning of the content. The
  /// buffer is good until the next call.
  public ByteBuffer send(int write, byte[] session) {
    length = 0;
    put(ID).putId(write).put(SEND).put(session).put(CONTENT).putContent(write);
    put(KEY).putId(write).put(END);
    return masked(MaskedFrame.TEXT);
  }

  public ByteBuffer edit(int write, String messageId) {
    length = 0;
    put(ID).putId(write).put(EDIT).put(Bytes.of(messageId)).put(CONTENT).putContent(write).put(END);
    return masked(MaskedFrame.TEXT);
  }

  public ByteBuffer text(String json) {
    length = 0;
    put(Bytes.of(json));
    return masked(MaskedFrame.TEXT);
  }

  public ByteBuffer pong(byte[] bytes, int from, int to) {
    System.arraycopy(bytes, from, text, 0, to - from);
    length = to - from;
    return masked(MaskedFrame.PONG);
  }

  private FrameWriter put(byte[] bytes) {
    System.arraycopy(bytes, 0, text, length, bytes.length);
    length += bytes.length;
    return this;
  }

  private FrameWriter putId(int write) {
    text[length++] = 'w';
    int begin = length;
    int left = write;
    do {
      text[length++] = (byte) ('0' + left % 10);
      left /= 10;
    } while (left > 0);
    for (int a = begin, b = length - 1; a < b; a++, b--) {
      byte swap = text[a];
      text[a] = text[b];
      text[b] = swap;
    }
    return this;
  }

  private FrameWriter putContent(int write) {
    Content.put(text, length, write);
    length += Content.BYTES;
    return this;
  }

  private ByteBuffer masked(int opcode) {
    out.clear();
    MaskedFrame.write(out, opcode, text, 0, length, masks.nextInt());
    return out.flip();
  }
}
