package dev.confab.system.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A WebSocket whose frames are written byte by byte, so that they can be wrong. One thread.
public final class RawSocket implements AutoCloseable {
  /// Opcodes of RFC 6455, section 5.2.
  public static final int CONTINUATION = 0x0;

  public static final int TEXT = 0x1;
  public static final int CLOSE = 0x8;
  public static final int PING = 0x9;
  public static final int PONG = 0xA;
  public static final int FIN = 0x80;

  private static final int MASKED = 0x80;
  private static final int SHORT = 126;
  private static final int LONG = 127;
  private static final byte[] MASK = {1, 2, 3, 4};
  private static final int PATIENCE_MILLIS = 60_000;

  /// A frame from the server, whole.
  public record Received(int opcode, byte[] payload) {
    public String text() {
      return new String(payload, UTF_8);
    }

    /// The code of a close frame; 1005 if it has none.
    public int code() {
      return payload.length < 2 ? 1005 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
    }
  }

  /// There is no socket; the message is the answer's head.
  public static final class RefusedException extends IOException {
    private RefusedException(String head) {
      super(head);
    }
  }

  private final Socket socket;
  private final DataInputStream in;

  /// Opened with that user's token.
  public RawSocket(User user) throws IOException {
    this(user.chat().uri(), "/chat/socket", "Authorization: Bearer " + user.token());
  }

  /// @param headers whole lines; more than the handshake needs
  public RawSocket(URI server, String path, String... headers) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    String request =
        """
        GET %s HTTP/1.1\r
        Host: localhost:%d\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Sec-WebSocket-Version: 13\r
        %s\r
        """
            .formatted(path, server.getPort(), lines(headers));
    socket.getOutputStream().write(request.getBytes(UTF_8));
    String answer = head();
    if (!answer.startsWith("HTTP/1.1 101")) {
      socket.close();
      throw new RefusedException(answer);
    }
  }

  private static String lines(String... headers) {
    return Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining());
  }

  private String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(UTF_8).endsWith("\r\n\r\n")) {
      head.write(in.readByte());
    }
    return head.toString(UTF_8);
  }

  /// Sends a frame with that first byte.
  public void frame(int first, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(first);
    if (payload.length < SHORT) {
      frame.write(MASKED | payload.length);
    } else {
      frame.write(MASKED | SHORT);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    }
    frame.writeBytes(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.write(payload[i] ^ MASK[i % MASK.length]);
    }
    bytes(frame.toByteArray());
  }

  public void bytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /// The next frame that the server sends, which has to be whole, and sound in form.
  public Received receive() throws IOException {
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    if ((first & ~0xF) != FIN || (second & MASKED) != 0) {
      throw new IOException("a frame that no server sends: %x %x".formatted(first, second));
    }
    long length =
        switch (second) {
          case SHORT -> in.readUnsignedShort();
          case LONG -> in.readLong();
          default -> second;
        };
    byte[] payload = new byte[Math.toIntExact(length)];
    in.readFully(payload);
    return new Received(first & 0xF, payload);
  }

  /// Sends nothing more; frames can be received still.
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /// Whether nothing more comes, and the server has ended the connection.
  public boolean isAtEnd() throws IOException {
    return in.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
