package dev.confab.bench.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FrameTextTest {
  private static final String SESSION = "01a209e6-b8f1-799c-aabd-f802fc2d6681";

  @Test
  void findsTheFieldsOfAnEvent() {
    byte[] content = new byte[Content.BYTES];
    Content.put(content, 0, 0x0ABCDEF1);
    byte[] frame =
        "{\"type\":\"message_created\",\"sessionId\":\"%s\",\"seq\":4711,\"at\":\"x\",\"message\":{\"seq\":1,\"content\":\"%s\"}}"
            .formatted(SESSION, new String(content, UTF_8))
            .getBytes(UTF_8);
    FrameKind kind = FrameKind.of(frame, 0, frame.length);

    assertThat(kind).isEqualTo(FrameKind.MESSAGE_CREATED);
    assertThat(FrameText.seqOfEvent(kind, frame, 0, frame.length)).isEqualTo(4711);
    assertThat(FrameText.writeNumber(frame, 0, frame.length)).isEqualTo(0x0ABCDEF1);
    assertThat(FrameText.isOf(kind, frame, 0, frame.length, Bytes.of(SESSION))).isTrue();
    assertThat(FrameText.isOf(kind, frame, 0, frame.length, Bytes.of(SESSION.replace('1', '2'))))
        .isFalse();
  }

  @Test
  void takesForeignContentForNoWrite() {
    byte[] frame = Bytes.of("{\"content\":\"missed while away\"}");
    assertThat(FrameText.writeNumber(frame, 0, frame.length)).isEqualTo(-1);
  }

  @Test
  void knowsEveryKindByItsName() {
    for (FrameKind kind : FrameKind.values()) {
      byte[] frame = Bytes.of("{\"type\":\"" + kind + "\",\"x\":1}");
      assertThat(FrameKind.of(frame, 0, frame.length)).isEqualTo(kind);
    }
  }

  @Test
  void writesASendThatCanBeReadBack() {
    ByteBuffer frame = new FrameWriter().send(12_345, Bytes.of(SESSION));
    frame.position(2);
    int length = frame.getShort();
    int mask = frame.getInt();
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) (frame.get() ^ (mask >>> (24 - 8 * (i % 4))));
    }

    assertThat(new String(text, UTF_8))
        .startsWith("{\"id\":\"w12345\",\"type\":\"send_message\",\"sessionId\":\"" + SESSION)
        .endsWith("\",\"clientId\":\"w12345\"}");
    assertThat(FrameText.text(text, 0, length, "content")).hasSize(Content.BYTES);
    assertThat(FrameText.writeNumber(text, 0, length)).isEqualTo(12_345);
  }

  @Test
  void hashesTellEveryChangedByteApart() {
    byte[] bytes = Bytes.of("the quick brown fox jumps");
    long hash = Bytes.hash(bytes, 0, bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= 1;
      assertThat(Bytes.hash(bytes, 0, bytes.length)).isNotEqualTo(hash);
      bytes[i] ^= 1;
    }
    assertThat(Bytes.hash(bytes, 0, bytes.length - 1)).isNotEqualTo(hash);
  }
}
