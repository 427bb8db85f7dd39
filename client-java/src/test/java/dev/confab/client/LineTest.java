package dev.confab.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.error.CloseCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LineTest {
  private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: *(\\S+)");
  private static final String OF_THE_PROTOCOL = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final byte[] HELLO = "\u0081\u0002{}".getBytes(ISO_8859_1);
  private static final byte[] TOO_LARGE = "\u0088\u0002\u0003\u00f1".getBytes(ISO_8859_1);
  private static final int OFTEN = 50;

  private final HttpClient http = Line.client();

  @AfterEach
  void close() {
    http.shutdownNow();
  }

  /// The JDK's sockets lose such an end where their listener is not done with the text yet.
  @Test
  void noticesEachEndThatComesRightBehindAText() throws Exception {
    try (ServerSocket server = listen()) {
      Thread.ofVirtual().start(() -> serve(server, HELLO));
      for (int i = 0; i < OFTEN; i++) {
        CompletableFuture<JsonNode> heard = new CompletableFuture<>();
        Listeners<JsonNode> pushed = new Listeners<>();
        pushed.add(heard::complete);
        Line line = Line.open(http, uri(server), pushed);
        line.tell("typing", Map.of());
        assertThat(line.ended().get(10, TimeUnit.SECONDS)).isEqualTo(Line.BROKEN);
        assertThat(heard).isCompleted();
      }
    }
  }

  /// Who took it for lost with the line would send it again, and lose the next line by it.
  @Test
  void refusesTheLargestFrameBeforeAnybodySeesThatTheLineHasEnded() throws Exception {
    try (ServerSocket server = listen()) {
      Thread.ofVirtual().start(() -> serve(server, TOO_LARGE));
      Line line = Line.open(http, uri(server), new Listeners<>());
      CompletableFuture<ConfabException> refusal = new CompletableFuture<>();
      CompletableFuture<ConfabException> seenAtTheEnd =
          line.ended().thenApply(_ -> refusal.orTimeout(10, TimeUnit.SECONDS).join());
      try {
        line.ask("send_message", Map.of(), Duration.ofSeconds(20));
      } catch (ConfabException e) {
        refusal.complete(e);
      }
      assertThat(seenAtTheEnd.get(20, TimeUnit.SECONDS).code()).isEqualTo("invalid");
    }
  }

  /// Nothing can be written once the server has closed, which must not hide why it has.
  @Test
  void endsWithTheServersCodeAlsoIfAWriteFailsFirst() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch written = new CountDownLatch(1);
    try (ServerSocket server = listen()) {
      Thread.ofVirtual().start(() -> closeOne(server, closed));
      Listeners<JsonNode> pushed = new Listeners<>();
      pushed.add(_ -> await(written));
      Line line = Line.open(http, uri(server), pushed);
      line.tell("typing", Map.of());
      await(closed);
      line.tell("typing", Map.of());
      written.countDown();
      assertThat(line.ended().get(10, TimeUnit.SECONDS)).isEqualTo(CloseCode.TOO_LARGE.code());
    }
  }

  /// Answers the first frame, closes, and tells when the other side has said that it saw it.
  private static void closeOne(ServerSocket server, CountDownLatch closed) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write(handshake(request(socket)).getBytes(US_ASCII));
      readFrame(socket.getInputStream());
      socket.getOutputStream().write(HELLO);
      socket.getOutputStream().write(TOO_LARGE);
      readFrame(socket.getInputStream());
      closed.countDown();
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      // The test is over.
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, OFTEN, InetAddress.getLoopbackAddress());
  }

  private static URI uri(ServerSocket server) {
    return URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/chat/socket");
  }

  /// Lets each in, answers his first frame, and is gone.
  private static void serve(ServerSocket server, byte[] answer) {
    try {
      while (true) {
        try (Socket socket = server.accept()) {
          socket.getOutputStream().write(handshake(request(socket)).getBytes(US_ASCII));
          readFrame(socket.getInputStream());
          socket.getOutputStream().write(answer);
        }
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  /// A short one, with its mask.
  private static void readFrame(InputStream in) throws IOException {
    in.readNBytes(1);
    in.readNBytes(4 + (in.read() & 0x7f));
  }

  private static String request(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) socket.getInputStream().read());
    }
    return head.toString();
  }

  private static String handshake(String request) {
    Matcher key = KEY.matcher(request);
    assertThat(key.find()).isTrue();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key.group(1) + OF_THE_PROTOCOL).getBytes(US_ASCII));
      return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Protocol: confab.v1\r\nSec-WebSocket-Accept: "
          + Base64.getEncoder().encodeToString(hash)
          + "\r\n\r\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
