package dev.confab.gateway.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;

/// A client on plain TCP that answers no ping and reads only when told, so that it can be as silent
/// or slow as a broken one.
final class RawClient implements AutoCloseable {
  private static final int CLOSE = 8;

  private final Socket tcp = new Socket();

  RawClient(Gateway gateway, String user) throws IOException {
    this(gateway.authority(), "Authorization: Bearer " + Gateway.token(user));
  }

  /// Does not say who it is.
  static RawClient stranger(Gateway gateway) throws IOException {
    return new RawClient(gateway.authority(), "X-Nobody: yes");
  }

  private RawClient(String authority, String header) throws IOException {
    URI address = URI.create("http://" + authority);
    tcp.setReceiveBufferSize(4_096);
    tcp.connect(new InetSocketAddress(address.getHost(), address.getPort()));
    String handshake =
        """
        GET /chat/socket HTTP/1.1
        Host: %s
        %s
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

        """
            .formatted(authority, header)
            .replace("\n", "\r\n");
    tcp.getOutputStream().write(handshake.getBytes(US_ASCII));
    InputStream in = tcp.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.append((char) next);
    }
    if (!head.toString().contains(" 101 ")) {
      throw new IOException(head.toString());
    }
  }

  void say(String text) throws IOException {
    byte[] payload = text.getBytes(UTF_8);
    begin(payload.length);
    more(payload);
  }

  /// The head of a text frame with so many bytes, with a mask of zeros.
  void begin(int size) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(14);
    head.put((byte) 0x81).put((byte) (0x80 | 127)).putLong(size);
    more(head.array());
  }

  /// The next bytes, whatever they are part of.
  void more(byte[] bytes) throws IOException {
    tcp.getOutputStream().write(bytes);
  }

  /// Reads to the end. The close code, or 1006 if there was none.
  int readToTheEnd() throws IOException {
    InputStream in = tcp.getInputStream();
    try {
      for (int first = in.read(); first >= 0; first = in.read()) {
        byte[] payload = in.readNBytes(length(in));
        if ((first & 0x0f) == CLOSE) {
          return ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
        }
      }
    } catch (SocketException | EOFException e) {
      return 1006;
    }
    return 1006;
  }

  private static int length(InputStream in) throws IOException {
    int length = in.read();
    int more = length == 127 ? 8 : length == 126 ? 2 : 0;
    for (int i = 0; i < more; i++) {
      length = i == 0 ? in.read() : (length << 8) | in.read();
    }
    if (length < 0) {
      throw new EOFException();
    }
    return length;
  }

  @Override
  public void close() throws IOException {
    tcp.close();
  }
}
