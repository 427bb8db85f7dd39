package dev.confab.gateway.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.schema.id.UserId;
import dev.confab.web.limit.ByteBudget;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TextReaderTest {
  private static final int MOST = 20;
  private static final UserId ALICE = new UserId("alice");
  private static final UserId BOB = new UserId("bob");
  private static final String NO_ROOM = "no room";

  private final ByteBudget budget = new ByteBudget(30, () -> {});
  private final BegunTexts texts = new BegunTexts(budget, MOST);
  private final TextReader reader = new TextReader(texts);

  @AfterEach
  void holdsNothingAtTheEnd() {
    reader.close();
    assertThat(budget.held()).isZero();
  }

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
  void holdsWhatABegunTextHasAndNotTwiceAsMuch() {
    add(OpCode.TEXT, false, "x".repeat(15));
    assertThat(budget.held()).isEqualTo(15);
    assertThat(add(OpCode.CONTINUATION, true, "y")).hasSize(16);
    assertThat(budget.held()).isZero();
  }

  @Test
  void givesBackWhatWasTooLargeOrNoText() {
    add(OpCode.TEXT, false, "x".repeat(MOST));
    assertThatThrownBy(() -> add(OpCode.CONTINUATION, false, "x"))
        .isInstanceOf(MessageTooLargeException.class);
    assertThat(budget.held()).isZero();
    add(OpCode.TEXT, false, new byte[] {(byte) 0xC3});
    assertThatThrownBy(() -> add(OpCode.CONTINUATION, true, "x"))
        .isInstanceOf(BadPayloadException.class);
    assertThat(budget.held()).isZero();
  }

  @Test
  void begunTextsOfAllHaveOneTotal() {
    TextReader other = new TextReader(texts);
    other.add(part(OpCode.TEXT, false, new byte[MOST]), MOST, BOB);
    add(OpCode.TEXT, false, "x".repeat(10));
    assertThat(add(OpCode.CONTINUATION, false, "x")).isEqualTo(NO_ROOM);
    assertThat(add(OpCode.CONTINUATION, true, "x")).isNull();
    assertThat(budget.held()).isEqualTo(MOST);
    assertThat(add(OpCode.TEXT, true, "a whole one")).isEqualTo("a whole one");
    other.close();
    assertThat(add(OpCode.TEXT, false, "x".repeat(15))).isNull();
  }

  @Test
  void oneUserHasAShareOfItOverAllHisSockets() {
    ByteBudget large = new ByteBudget(400, () -> {});
    BegunTexts shared = new BegunTexts(large, MOST);
    TextReader first = new TextReader(shared);
    TextReader second = new TextReader(shared);
    TextReader third = new TextReader(shared);
    TextReader bobs = new TextReader(shared);
    first.add(part(OpCode.TEXT, false, new byte[MOST]), MOST, ALICE);
    second.add(part(OpCode.TEXT, false, new byte[MOST]), MOST, ALICE);
    assertThat(third.add(part(OpCode.TEXT, false, new byte[MOST]), MOST, ALICE))
        .isInstanceOf(TextReader.Part.NoRoom.class);
    assertThat(bobs.add(part(OpCode.TEXT, false, new byte[MOST]), MOST, BOB))
        .isInstanceOf(TextReader.Part.More.class);
    first.close();
    assertThat(third.add(part(OpCode.TEXT, false, new byte[MOST]), MOST, ALICE))
        .isInstanceOf(TextReader.Part.More.class);
    List.of(second, third, bobs).forEach(TextReader::close);
    assertThat(large.held()).isZero();
  }

  @Test
  void holdsNothingForAClientWhoIsGone() {
    add(OpCode.TEXT, false, "x");
    reader.close();
    assertThat(budget.held()).isZero();
    assertThat(add(OpCode.TEXT, false, "x")).isNull();
    assertThat(budget.held()).isZero();
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
    return switch (reader.add(part(opcode, last, payload), MOST, ALICE)) {
      case TextReader.Part.Whole whole -> whole.text();
      case TextReader.Part.More more -> null;
      case TextReader.Part.NoRoom none -> NO_ROOM;
    };
  }

  private static Frame part(byte opcode, boolean last, byte[] payload) {
    Frame frame = new Frame(opcode, ByteBuffer.wrap(payload));
    frame.setFin(last);
    return frame;
  }
}
