package dev.confab.bench.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.confab.bench.wire.Bytes;
import dev.confab.bench.wire.FrameText;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A session that is nothing but its members and a counter. Its frames are of the form and the size
/// of the real ones, with made-up times and ids.
///
/// @param <M> a member's connection
final class BareRoom<M> {
  private static final byte[] CREATED = Bytes.of("{\"type\":\"message_created\",\"sessionId\":\"");
  private static final byte[] SEQ = Bytes.of("\",\"seq\":");
  private static final byte[] FROM =
      Bytes.of(
          ",\"at\":\"2026-01-01T00:00:00.000Z\",\"actor\":{\"userId\":\"user-0001\"},\"commandId\":\"01a209e6-c72a-7f1b-b806-a5a47af37ba4\",\"message\":{\"id\":\"");
  private static final byte[] SESSION = Bytes.of("\",\"sessionId\":\"");
  private static final byte[] ROLE =
      Bytes.of(",\"senderId\":\"user-0001\",\"role\":\"user\",\"content\":\"");
  private static final byte[] END =
      Bytes.of("\",\"metadata\":{},\"createdAt\":\"2026-01-01T00:00:00.000Z\"}}");
  private static final byte[] CONTENT = Bytes.of("\"content\":\"");

  private final byte[] id;
  private final List<M> members = new CopyOnWriteArrayList<>();
  private long seq;

  BareRoom(String id) {
    this.id = Bytes.of(id);
  }

  List<M> members() {
    return members;
  }

  /// Callers agree on one thread, or hold the room's monitor.
  long nextSeq() {
    return ++seq;
  }

  byte[] joined() {
    String session = new String(id, US_ASCII);
    return Bytes.of(
        "{\"type\":\"joined\",\"id\":\"j\",\"sessionId\":\"%s\",\"epoch\":\"0\",\"seq\":%d,\"recovered\":false,\"participants\":[]}"
            .formatted(session, seq));
  }

  byte[] ack(byte[] frame, long number) {
    String session = new String(id, US_ASCII);
    String write = FrameText.text(frame, 0, frame.length, "id");
    return Bytes.of(
        "{\"type\":\"ack\",\"id\":\""
            + write
            + "\",\"sessionId\":\""
            + session
            + "\",\"seq\":"
            + number
            + ",\"messageId\":\""
            + session
            + "."
            + number
            + "\"}");
  }

  byte[] created(byte[] frame, long number) {
    int content = Bytes.indexOf(frame, 0, frame.length, CONTENT) + CONTENT.length;
    int end = Bytes.indexOf(frame, content, frame.length, Bytes.of("\""));
    byte[] digits = Bytes.of(Long.toString(number));
    ByteBuffer out = ByteBuffer.allocate(1024 + end - content);
    out.put(CREATED).put(id).put(SEQ).put(digits).put(FROM).put(id).put((byte) '.').put(digits);
    out.put(SESSION).put(id).put(SEQ).put(digits).put(ROLE);
    out.put(frame, content, end - content).put(END);
    byte[] event = new byte[out.position()];
    out.flip().get(event);
    return event;
  }
}
