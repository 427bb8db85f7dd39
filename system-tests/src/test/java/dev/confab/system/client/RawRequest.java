package dev.confab.system.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/// An HTTP/1.1 connection whose bytes are written by hand, from an address of one's own, which
/// takes next to nothing unasked. One thread.
public final class RawRequest implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int WINDOW = 4_096;

  private final Socket socket = new Socket();
  private final String host;

  /// @param from an address of this machine
  public RawRequest(URI uri, String from) throws IOException {
    host = uri.getAuthority();
    socket.setReceiveBufferSize(WINDOW);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), uri.getPort()));
  }

  /// A head with these headers, and what follows it.
  public RawRequest ask(String line, String token, String headers, byte[] body) throws IOException {
    String authorization = token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
    bytes(
        (line + " HTTP/1.1\r\nHost: " + host + "\r\n" + authorization + headers + "\r\n")
            .getBytes(UTF_8));
    bytes(body);
    return this;
  }

  public void bytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /// The first line of the answer, without the version.
  public String status() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = socket.getInputStream().read(); next >= 0 && next != '\r'; ) {
      line.append((char) next);
      next = socket.getInputStream().read();
    }
    return line.isEmpty() ? "" : line.substring("HTTP/1.1 ".length());
  }

  /// What comes until that text is there, or the end.
  public String upTo(String text) throws IOException {
    StringBuilder came = new StringBuilder();
    for (int next = socket.getInputStream().read(); next >= 0; ) {
      came.append((char) next);
      next = came.indexOf(text) < 0 ? socket.getInputStream().read() : -1;
    }
    return came.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
