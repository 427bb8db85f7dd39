package dev.confab.gateway.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TextReaderTest {
  private static final int MOST = 20;

  private final TextReader reader = new TextReader();

  @Test
  void aWholeFrameIsAText() {
    assertThat(add(OpCode.TEXT, true, "a")).isEqualTo("a");
    assertThat(add(OpCode.TEXT, true, "")).isEmpty();
    assertThat(add(OpCode.TEXT, true, "x".repeat(MOST))).hasSize(MOST);
  }

  @Test
  void partsAreOneTextWhereverTheyAreCut() {
    String text = "Grüße 🦉 \uFFFD";
    byte[] bytes = text.getBytes(UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(add(OpCode.TEXT, false, Arrays.copyOfRange(bytes, 0, cut))).isNull();
      assertThat(add(OpCode.CONTINUATION, false, new byte[0])).isNull();
      assertThat(add(OpCode.CONTINUATION, true, Arrays.copyOfRange(bytes, cut, bytes.length)))
          .isEqualTo(text);
    }
  }

  @Test
  void partsOfSomethingElseArePassedOver() {
    assertThat(add(OpCode.CONTINUATION, false, "a")).isNull();
    assertThat(add(OpCode.CONTINUATION, true, "a")).isNull();
    assertThat(add(OpCode.TEXT, true, "b")).isEqualTo("b");
  }

  @Test
  void refusesWhatIsTooLargeTogether() {
    assertThatThrownBy(() -> add(OpCode.TEXT, true, "x".repeat(MOST + 1)))
        .isInstanceOf(MessageTooLargeException.class);
    add(OpCode.TEXT, false, "x".repeat(MOST - 1));
    add(OpCode.CONTINUATION, false, "x");
    assertThatThrownBy(() -> add(OpCode.CONTINUATION, true, "x"))
        .isInstanceOf(MessageTooLargeException.class);
  }

  @Test
  void refusesWhatIsNotUtf8() {
    assertThatThrownBy(() -> add(OpCode.TEXT, true, new byte[] {'a', (byte) 0xC3}))
        .isInstanceOf(BadPayloadException.class);
  }

  private @Nullable String add(byte opcode, boolean last, String text) {
    return add(opcode, last, text.getBytes(UTF_8));
  }

  private @Nullable String add(byte opcode, boolean last, byte[] payload) {
    Frame frame = new Frame(opcode, ByteBuffer.wrap(payload));
    frame.setFin(last);
    return reader.add(frame, MOST);
  }
}
