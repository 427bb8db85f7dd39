package dev.confab.gateway.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.codec.Json;
import java.nio.ByteBuffer;

/// One text frame to a client: JSON in UTF-8, made once and shared by all who get it. Immutable, as
/// long as nobody writes to the bytes it was given.
public final class Frame {
  private final byte[] json;

  private Frame(byte[] json) {
    this.json = json;
  }

  /// These very bytes; the caller must not change them any more.
  public static Frame of(byte[] json) {
    return new Frame(json);
  }

  public static Frame of(Answer answer) {
    return new Frame(Json.encode(answer));
  }

  /// Its size in bytes.
  public int size() {
    return json.length;
  }

  /// The very bytes; the caller must not change them.
  public byte[] bytes() {
    return json;
  }

  /// A view of its own for each writer.
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(json);
  }

  /// The text, for tests and diagnosis.
  @Override
  public String toString() {
    return new String(json, UTF_8);
  }
}
