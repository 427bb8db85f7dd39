package dev.confab.system.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// An HTTP/1.1 connection whose requests are written byte by byte, so that they can be late or
/// wrong. One thread.
public final class RawHttp implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  /// An answer, whole.
  ///
  /// @param headers by their names in small letters, each with its values
  public record Reply(int status, Map<String, List<String>> headers, byte[] body) {
    /// The first value; empty if there is none.
    public String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }

    /// Whether it says that the connection ends with it.
    public boolean isLast() {
      return header("connection").toLowerCase(Locale.ROOT).contains("close");
    }

    public String text() {
      return new String(body, UTF_8);
    }

    @Override
    public String toString() {
      return status + " " + headers + " " + text();
    }
  }

  private final Socket socket;
  private final InputStream in;

  public RawHttp(URI server) throws IOException {
    this(server, PATIENCE_MILLIS);
  }

  /// @param patienceMillis that a read waits at most
  public RawHttp(URI server, int patienceMillis) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(patienceMillis);
    in = new BufferedInputStream(socket.getInputStream());
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  public void send(String text) throws IOException {
    send(text.getBytes(UTF_8));
  }

  /// Sends nothing more; answers can be read still.
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /// The next final answer. Throws `EOFException` if the connection ended before it began.
  public Reply receive() throws IOException {
    return receive("GET");
  }

  /// The next final answer to a request of that method.
  public Reply receive(String method) throws IOException {
    while (true) {
      int status = status(line());
      Map<String, List<String>> headers = headers();
      if (status >= 200 || status == 101) {
        return new Reply(status, headers, body(method, status, headers));
      }
    }
  }

  /// Reads whatever comes until the server ends the connection.
  public void drain() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  /// Whether nothing more comes, and the server has ended the connection.
  public boolean isAtEnd() throws IOException {
    return in.read() < 0;
  }

  private static int status(String line) throws IOException {
    if (!line.matches("HTTP/1\\.1 [1-5][0-9]{2}( .*)?")) {
      throw new IOException("not the start of an answer: " + line);
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new IOException("not a header: " + line);
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  private byte[] body(String method, int status, Map<String, List<String>> headers)
      throws IOException {
    if (method.equals("HEAD") || status == 101 || status == 204 || status == 304) {
      return new byte[0];
    }
    if (headers.containsKey("content-length")) {
      int length = Integer.parseInt(headers.get("content-length").getFirst());
      return exactly(length);
    }
    return headers.containsKey("transfer-encoding") ? chunks() : in.readAllBytes();
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(), 16);
      all.write(exactly(size));
      line();
      if (size == 0) {
        return all.toByteArray();
      }
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("the connection ended within an answer");
    }
    return bytes;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the connection ended: " + line.toString(ISO_8859_1));
      }
      if (b == '\n') {
        return line.toString(ISO_8859_1).stripTrailing();
      }
      line.write(b);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
