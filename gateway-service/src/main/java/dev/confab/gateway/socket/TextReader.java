package dev.confab.gateway.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.jspecify.annotations.Nullable;

/// Puts the texts of one client together; between texts it holds nothing. One thread at a time.
final class TextReader {
  private static final char REPLACED = '\uFFFD';

  private @Nullable ByteArrayOutputStream parts;

  /// A frame that goes on with a binary message is passed over, as that message was.
  ///
  /// Returns the text that the frame ends, else `null`. Throws {@link MessageTooLargeException}
  /// over `most` bytes, and {@link BadPayloadException} if it is not UTF-8; Jetty knows their
  /// codes.
  @Nullable String add(Frame frame, long most) {
    ByteArrayOutputStream begun = parts;
    if (begun == null && frame.getOpCode() == OpCode.CONTINUATION) {
      return null;
    }
    long bytes = frame.getPayloadLength() + (begun == null ? 0L : begun.size());
    if (bytes > most) {
      throw new MessageTooLargeException("Text message too large: " + bytes + " > " + most);
    }
    byte[] payload = BufferUtil.toArray(frame.getPayload());
    if (begun == null && frame.isFin()) {
      return decode(payload);
    }
    if (begun == null) {
      begun = new ByteArrayOutputStream(2 * payload.length);
      parts = begun;
    }
    begun.writeBytes(payload);
    if (!frame.isFin()) {
      return null;
    }
    parts = null;
    return decode(begun.toByteArray());
  }

  private static String decode(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    // Either he wrote this character, or it stands for what is none.
    return text.indexOf(REPLACED) < 0 ? text : decodeStrictly(bytes);
  }

  private static String decodeStrictly(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BadPayloadException("Invalid UTF-8", e);
    }
  }
}
