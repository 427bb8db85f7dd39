package dev.confab.gateway.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.id.UserId;
import dev.confab.web.limit.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.jspecify.annotations.Nullable;

/// Puts the texts of one client together; between texts it holds nothing. What it holds of a begun
/// text is taken from a budget of all clients, and given back with its end, or the client's.
/// Thread-safe, since a client can end while he is read.
final class TextReader {
  /// What a frame adds up to.
  sealed interface Part {
    /// The text that the frame ends.
    record Whole(String text, int bytes) implements Part {}

    /// No text yet, or none at all.
    record More() implements Part {}

    /// All begun texts together are too large; this one is forgotten.
    record NoRoom() implements Part {}
  }

  private static final Part MORE = new Part.More();
  private static final Part NO_ROOM = new Part.NoRoom();
  private static final char REPLACED = '\uFFFD';

  private final BegunTexts budget;

  /// Whose the begun text is: he who began it, whoever he says that he is meanwhile.
  private @Nullable Bytes share;

  private byte @Nullable [] begun;
  private int size;
  private boolean closed;

  TextReader(BegunTexts budget) {
    this.budget = budget;
  }

  /// A frame that goes on with a binary message, or with one that was forgotten, is passed over.
  ///
  /// Throws {@link MessageTooLargeException} over `most` bytes, and {@link BadPayloadException} if
  /// it is not UTF-8; Jetty knows their codes. Then, too, nothing is held any more.
  synchronized Part add(Frame frame, int most, @Nullable UserId from) {
    if (closed || (begun == null && frame.getOpCode() == OpCode.CONTINUATION)) {
      return MORE;
    }
    long bytes = (long) size + frame.getPayloadLength();
    if (bytes > most) {
      forget();
      throw new MessageTooLargeException("Text message too large: " + bytes + " > " + most);
    }
    if (begun == null && frame.isFin()) {
      byte[] payload = new byte[frame.getPayloadLength()];
      frame.getPayload().slice().get(payload);
      return new Part.Whole(decode(payload, payload.length), payload.length);
    }
    if (!hold(frame, (int) bytes, most, from)) {
      forget();
      return NO_ROOM;
    }
    return frame.isFin() ? new Part.Whole(end(), (int) bytes) : MORE;
  }

  synchronized boolean hasBegun() {
    return begun != null;
  }

  /// Forgets the begun text.
  synchronized void forget() {
    if (begun != null && share != null) {
      share.give(begun.length);
    }
    share = null;
    begun = null;
    size = 0;
  }

  /// Holds nothing any more, whatever comes.
  synchronized void close() {
    closed = true;
    forget();
  }

  /// Whether there was room for what the frame adds.
  private boolean hold(Frame frame, int bytes, int most, @Nullable UserId from) {
    byte[] held = begun == null ? new byte[0] : begun;
    if (bytes > held.length) {
      // A little more than needed, so that many small parts are not copied for each of them.
      int capacity = Math.min(most, Math.max(bytes, held.length + held.length / 4));
      Bytes of = share == null ? budget.of(from) : share;
      if (!of.take(capacity - held.length)) {
        return false;
      }
      share = of;
      held = Arrays.copyOf(held, capacity);
    }
    frame.getPayload().slice().get(held, size, bytes - size);
    begun = held;
    size = bytes;
    return true;
  }

  private String end() {
    byte[] held = begun == null ? new byte[0] : begun;
    try {
      return decode(held, size);
    } finally {
      forget();
    }
  }

  private static String decode(byte[] bytes, int length) {
    String text = new String(bytes, 0, length, UTF_8);
    // Either he wrote this character, or it stands for what is none.
    return text.indexOf(REPLACED) < 0 ? text : decodeStrictly(bytes, length);
  }

  private static String decodeStrictly(byte[] bytes, int length) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    } catch (CharacterCodingException e) {
      throw new BadPayloadException("Invalid UTF-8", e);
    }
  }
}
