package dev.confab.history.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.history.page.ListedSession;
import dev.confab.history.window.Entry;
import dev.confab.schema.codec.Json;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// JSON answers around JSON that is stored already: nothing of it is parsed or changed.
final class RawJson {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private RawJson() {}

  /// `{"items":[…]}`
  static byte[] items(List<byte[]> items) {
    return new RawJson().list(items).text("}").done();
  }

  /// `{"items":[…],"nextCursor":…}`
  static byte[] page(List<byte[]> items, @Nullable Cursor next) {
    RawJson json = new RawJson().list(items).text(",\"nextCursor\":");
    return (next == null ? json.text("null") : json.value(next.encode())).text("}").done();
  }

  /// `{"items":[…],"epoch":…,"lastSeq":…}`
  static byte[] events(List<byte[]> items, String epoch, long lastSeq) {
    return new RawJson()
        .list(items)
        .text(",\"epoch\":")
        .value(epoch)
        .text(",\"lastSeq\":" + lastSeq + "}")
        .done();
  }

  static byte[] session(ListedSession listed) {
    byte[] session = Json.encode(listed.session());
    RawJson json = new RawJson();
    json.bytes.write(session, 0, session.length - 1);
    json.text(",\"lastMessage\":");
    Entry last = listed.lastMessage();
    return (last == null ? json.text("null") : json.raw(last.json())).text("}").done();
  }

  static List<byte[]> of(List<Entry> entries) {
    return entries.stream().map(Entry::json).toList();
  }

  private RawJson list(List<byte[]> items) {
    text("{\"items\":[");
    String separator = "";
    for (byte[] item : items) {
      text(separator).raw(item);
      separator = ",";
    }
    return text("]");
  }

  private RawJson value(String value) {
    return raw(Json.encode(value));
  }

  private RawJson raw(byte[] json) {
    bytes.writeBytes(json);
    return this;
  }

  private RawJson text(String text) {
    bytes.writeBytes(text.getBytes(UTF_8));
    return this;
  }

  private byte[] done() {
    return bytes.toByteArray();
  }
}
