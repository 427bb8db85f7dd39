package dev.confab.history.timeline;

import dev.confab.history.window.Entry;
import dev.confab.schema.chat.Message;
import dev.confab.schema.codec.Json;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// The form in which the store keeps a message: the seq of the event that last changed it, then its
/// JSON.
final class StoredMessage {
  private StoredMessage() {}

  static byte[] encode(Message message, long changedAt) {
    byte[] json = Json.encode(message);
    return ByteBuffer.allocate(Long.BYTES + json.length).putLong(changedAt).put(json).array();
  }

  static Entry entry(long seq, byte[] stored) {
    return new Entry(seq, Arrays.copyOfRange(stored, Long.BYTES, stored.length));
  }

  static long changedAt(byte[] stored) {
    return ByteBuffer.wrap(stored).getLong();
  }
}
