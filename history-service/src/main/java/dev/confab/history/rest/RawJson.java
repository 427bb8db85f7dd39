package dev.confab.history.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.history.window.Entry;
import dev.confab.schema.codec.Json;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// JSON answers around JSON that is stored already: nothing of it is parsed or changed, and nothing
/// is copied until the answer is wanted. Not thread-safe.
final class RawJson {
  private static final byte[] COMMA = {','};

  private final List<byte[]> parts = new ArrayList<>();
  private int size;

  private RawJson() {}

  /// JSON as it is.
  static RawJson of(byte[] json) {
    return new RawJson().raw(json);
  }

  /// `{"items":[…]}`
  static RawJson items(List<byte[]> items) {
    return new RawJson().list(items).text("}");
  }

  /// `{"items":[…],"nextCursor":…}`
  static RawJson page(List<byte[]> items, @Nullable Cursor next) {
    RawJson json = new RawJson().list(items).text(",\"nextCursor\":");
    return (next == null ? json.text("null") : json.value(next.encode())).text("}");
  }

  /// `{"items":[…],"epoch":…,"lastSeq":…}`
  static RawJson events(List<byte[]> items, String epoch, long lastSeq) {
    return new RawJson()
        .list(items)
        .text(",\"epoch\":")
        .value(epoch)
        .text(",\"lastSeq\":" + lastSeq + "}");
  }

  static List<byte[]> entries(List<Entry> entries) {
    return entries.stream().map(Entry::json).toList();
  }

  /// In bytes.
  int size() {
    return size;
  }

  byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    parts.forEach(bytes::put);
    return bytes.array();
  }

  private RawJson list(List<byte[]> items) {
    text("{\"items\":[");
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        raw(COMMA);
      }
      raw(items.get(i));
    }
    return text("]");
  }

  private RawJson value(String value) {
    return raw(Json.encode(value));
  }

  private RawJson text(String text) {
    return raw(text.getBytes(UTF_8));
  }

  private RawJson raw(byte[] json) {
    parts.add(json);
    size += json.length;
    return this;
  }
}
