package dev.confab.bench.loop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A request and who gets its answer.
///
/// @param since from when on the answer's time counts
public record HttpRequest(
    String method,
    String path,
    @Nullable String token,
    @Nullable String body,
    long since,
    Consumer<HttpAnswer> then) {
  ByteBuffer bytes(String host) {
    StringBuilder head = new StringBuilder(512);
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ").append(host);
    if (token != null) {
      head.append("\r\nAuthorization: Bearer ").append(token);
    }
    byte[] content = body == null ? new byte[0] : body.getBytes(UTF_8);
    if (body != null) {
      head.append("\r\nContent-Type: application/json\r\nContent-Length: ").append(content.length);
    }
    byte[] start = head.append("\r\n\r\n").toString().getBytes(UTF_8);
    return ByteBuffer.allocate(start.length + content.length).put(start).put(content).flip();
  }
}
