package dev.confab.bench.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.bench.wire.Upgrade;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One connection of an attacker, HTTP or a socket. One thread.
final class Line implements AutoCloseable {
  static final int FIN = 0x80;
  static final int TEXT = 1;
  static final int PING = 9;
  private static final int CLOSE = 8;
  private static final int PATIENCE_MILLIS = 70_000;
  private static final int BUFFER = 8_192;
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *([0-9]+)");
  private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z_]+)\"");

  private final Attacker attacker;
  private final InetSocketAddress to;
  private final Socket socket = new Socket();
  private final DataInputStream in;

  Line(Attacker attacker, String from, InetSocketAddress to, int window) throws IOException {
    this.attacker = attacker;
    this.to = to;
    if (window > 0) {
      socket.setReceiveBufferSize(window);
    }
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(to, PATIENCE_MILLIS);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
  }

  void bytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /// One byte of what came.
  int read() throws IOException {
    return in.read();
  }

  /// The head of a request, with as many headers as are named.
  void ask(String method, String path, @Nullable String token, String... headers)
      throws IOException {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: ");
    head.append(to.getAddress().getHostAddress()).append(':').append(to.getPort()).append("\r\n");
    if (token != null) {
      head.append("Authorization: Bearer ").append(token).append("\r\n");
    }
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    bytes(head.append("\r\n").toString().getBytes(UTF_8));
  }

  void post(String path, String token, byte[] body) throws IOException {
    ask("POST", path, token, "Content-Type: application/json", "Content-Length: " + body.length);
    bytes(body);
  }

  /// Reads an answer, counts it by its status and code, and gives its body.
  String answer() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    Matcher length = LENGTH.matcher(head);
    String body =
        length.find()
            ? text(Integer.parseInt(length.group(1)))
            : head.toString().toLowerCase(Locale.ROOT).contains("chunked") ? chunks() : "";
    Matcher code = CODE.matcher(body);
    String status = head.substring(9, 12);
    attacker.count(status.startsWith("2") || !code.find() ? status : status + " " + code.group(1));
    return body;
  }

  private String chunks() throws IOException {
    StringBuilder body = new StringBuilder();
    int length;
    do {
      length = Integer.parseInt(line(), 16);
      body.append(text(length));
      line();
    } while (length > 0);
    return body.toString();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private String text(int length) throws IOException {
    return new String(in.readNBytes(length), UTF_8);
  }

  /// Whether it is a socket now.
  boolean upgrade(@Nullable String token) throws IOException {
    bytes(Upgrade.request(to.getAddress().getHostAddress(), to.getPort(), token));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    String status = head.substring(9, 12);
    attacker.count(status);
    return status.equals("101");
  }

  /// A masked frame with that first byte.
  void frame(int first, byte[] payload) throws IOException {
    int header = payload.length < 126 ? 2 : 4;
    byte[] frame = new byte[header + 4 + payload.length];
    frame[0] = (byte) first;
    frame[1] = (byte) (0x80 | (header == 2 ? payload.length : 126));
    if (header == 4) {
      frame[2] = (byte) (payload.length >> 8);
      frame[3] = (byte) payload.length;
    }
    // The mask is zero.
    System.arraycopy(payload, 0, frame, header + 4, payload.length);
    bytes(frame);
  }

  void say(String json) throws IOException {
    frame(FIN | TEXT, json.getBytes(UTF_8));
  }

  /// Reads a frame and counts errors and closes by their codes.
  void hear() throws IOException {
    int opcode = in.readUnsignedByte() & 0xF;
    int length = in.readUnsignedByte();
    int size =
        length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
    byte[] payload = in.readNBytes(size);
    if (opcode == CLOSE && size >= 2) {
      attacker.count("closed " + (((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF)));
      throw new IOException("closed");
    }
    String text = new String(payload, 0, Math.min(size, 300), UTF_8);
    Matcher code = CODE.matcher(text);
    if (text.contains("\"type\":\"error\"") && code.find()) {
      attacker.count("error " + code.group(1));
    } else if (text.contains("\"type\":\"ack\"")) {
      attacker.count("ack");
    }
  }

  /// Reads frames until it is closed.
  void hearAll() throws IOException {
    while (!attacker.isOver()) {
      hear();
    }
  }

  /// On a thread of its own.
  void hearAllBeside() {
    Thread.startVirtualThread(() -> {
      try {
        hearAll();
      } catch (IOException e) {
        // The connection's end is counted by who opened it.
        close();
      }
    });
  }

  @Override
  public void close() {
    attacker.forget(this);
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone one way or the other.
    }
  }
}
