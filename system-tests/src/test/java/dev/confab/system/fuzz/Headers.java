package dev.confab.system.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.confab.system.client.RawHttp;
import dev.confab.system.client.RawHttp.Reply;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Headers of REST and of the handshake: wrong, doubled, missing, overlong ones, and such that say
/// different things of where the request ends. A connection for each case; the client ends his side
/// at once, and hears what comes until the server ends its own.
final class Headers implements Fuzzer {
  private static final String BODY = "{\"content\":\"Soup?\"}";
  private static final List<String> LINES =
      List.of(
          "POST /chat/sessions/SESSION/messages",
          "POST /chat/sessions/SESSION/messages",
          "GET /chat/sessions?limit=1",
          "GET /chat/sessions/SESSION",
          "DELETE /chat/messages/x",
          "GET /chat/socket",
          "GET /chat/socket",
          "GET /socket.io/?EIO=4&transport=websocket",
          "POST /dev/tokens",
          "GET /actuator/health",
          "OPTIONS /chat/sessions",
          "OPTIONS /chat/socket",
          "GET /",
          "GET /status",
          "GET /openapi.yaml",
          "HEAD /");
  private static final List<String> NAMES =
      words(
          "Host|Origin|Authorization|Cookie|Idempotency-Key|Accept|Content-Type|Content-Length|"
              + "Transfer-Encoding|Connection|Upgrade|Sec-WebSocket-Key|Sec-WebSocket-Version|"
              + "Sec-WebSocket-Protocol|Sec-WebSocket-Extensions|traceparent|tracestate|baggage|"
              + "If-Match|If-Unmodified-Since|Forwarded|X-Forwarded-For|X-Forwarded-Host|X-Forwarded-Proto|X-Forwarded-Port|"
              + "Confab-Forwarded|Expect|Range|If-None-Match|If-Modified-Since|TE|Accept-Encoding|"
              + "Accept-Language|Access-Control-Request-Method|Access-Control-Request-Headers|"
              + "X-HTTP-Method-Override|Content-Encoding|Keep-Alive|Date|Via|Trailer|x");
  private static final List<String> VALUES =
      words(
          "| |*|*/*|application/json|application/json; charset=utf-16|"
              + "application/json;charset=\"x|text/html;q=2|a/b/c|/|multipart/form-data|"
              + "application/x-www-form-urlencoded|gzip|chunked|chunked, chunked|identity|"
              + "gzip, chunked|Chunked|xchunked|0|1|-1|+5|5, 5|5, 6|0x5|1e3|99999999999999999999|"
              + "2147483648|close|keep-alive|Upgrade|keep-alive, Upgrade|websocket|WebSocket|h2c|13|"
              + "8|14|dGhlIHNhbXBsZSBub25jZQ==|dGhl|=|confab.v1|confab.v1, confab.v2|x|"
              + "permessage-deflate|permessage-deflate; client_max_window_bits=99|100-continue|"
              + "200-ok|localhost|localhost:0|localhost:99999|localhost:x|[::1|[::1]:80|a b|a,b|@|"
              + "http://|http://a:b|http://localhost|null|https://x.test, https://y.test|file://|"
              + "Bearer|Bearer |Bearer x|bearer a.b.c|Basic eDp4|Bearer a b|access_token=x|"
              + "access_token|access_token=\"x|a=b; access_token=; =|$Version=1; a=b|k-1|a b#1|"
              + "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01|00-0-0-0|ff-x|a=b,c=d|"
              + "bytes=0-1|for=_x;host=\"a:b\"|for=\"[::1\"|127.0.0.1|W/\"x\"|GET|PUT|en|\u00e9|"
              + "\u0000|\u0001|\u007f|\u00ff\u00fe|\t|${x}|Thu, 01 Jan 1970 00:00:00 GMT");

  private final World world;

  Headers(World world) {
    this.world = world;
  }

  @Override
  public String name() {
    return "headers";
  }

  @Override
  public void tryCase(Dice dice, Attempt attempt) throws IOException {
    world.turn();
    String line = world.fill(dice.of(LINES));
    String method = line.substring(0, line.indexOf(' '));
    byte[] request = request(dice, line, method);
    try (RawHttp http = world.connect()) {
      http.send(attempt.sends(request));
      http.endOutput();
      int status = hear(http, method, attempt, request);
      if (line.contains("socket") && method.equals("GET") && status == 200) {
        throw new Violation("a handshake was answered with 200");
      }
    }
  }

  /// What is broken can be one request or more, or none: but it is answered, in the known form.
  /// Returns the last status.
  private static int hear(RawHttp http, String method, Attempt attempt, byte[] request)
      throws IOException {
    int status = 0;
    for (int count = 0; ; count++) {
      Reply reply;
      try {
        reply = http.receive(count == 0 ? method : "GET");
      } catch (EOFException e) {
        if (count == 0 && isWhole(request)) {
          throw new Violation("no answer", e);
        }
        return status;
      }
      status = reply.status();
      attempt.ended(Integer.toString(status));
      HttpJudge.judge(count == 0 ? method : "GET", request, reply);
      if (reply.status() == 101 || reply.isLast()) {
        http.drain();
        return status;
      }
    }
  }

  /// Whether its head has an end: what is cut off before needs no answer.
  private static boolean isWhole(byte[] request) {
    String text = new String(request, ISO_8859_1);
    return text.contains("\r\n\r\n");
  }

  private byte[] request(Dice dice, String line, String method) {
    List<String> headers = new ArrayList<>();
    headers.add("Host: localhost");
    headers.add("Authorization: Bearer " + world.token());
    if (line.contains("socket")) {
      Collections.addAll(
          headers,
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    }
    if (method.equals("OPTIONS")) {
      Collections.addAll(
          headers,
          "Origin: " + dice.of("https://x.test", "http://localhost", "null"),
          "Access-Control-Request-Method: " + dice.of("GET", "POST", "TRACE"),
          "Access-Control-Request-Headers: " + dice.of("authorization", "traceparent", "x"));
    }
    String body = method.equals("POST") || dice.onceIn(10) ? BODY : "";
    if (!body.isEmpty()) {
      Collections.addAll(
          headers, "Content-Type: application/json", "Content-Length: " + body.length());
    }
    for (int i = 1 + dice.below(3); i > 0; i--) {
      change(headers, dice);
    }
    String end = dice.onceIn(30) ? "\n" : "\r\n";
    String version =
        dice.onceIn(40)
            ? dice.of("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "http/1.1", "HTTP/9")
            : "HTTP/1.1";
    String text = line + " " + version + end + String.join(end, headers) + end + end + body;
    byte[] bytes = text.getBytes(ISO_8859_1);
    return dice.onceIn(10) ? dice.spoil(bytes) : bytes;
  }

  private static void change(List<String> headers, Dice dice) {
    int at = dice.below(headers.size());
    switch (dice.below(8)) {
      case 0 -> headers.remove(at);
      case 1 -> headers.add(at, headers.get(at));
      case 2 -> headers.set(at, name(headers.get(at)) + ": " + value(dice));
      case 3 ->
          headers.set(
              at, headers.get(at).replaceFirst(": ", dice.of(":", " : ", ":\t", ": ,", "", ":  ")));
      case 4 ->
          headers.set(
              at, headers.get(at) + dice.of(" ", ",", ";", "\r\n folded", "\u0000", "\u00e9"));
      default -> headers.add(at, dice.of(NAMES) + ": " + value(dice));
    }
    if (headers.isEmpty()) {
      headers.add("x: y");
    }
  }

  private static List<String> words(String parted) {
    return List.of(parted.split("\\|", -1));
  }

  private static String name(String header) {
    return header.substring(0, Math.max(0, header.indexOf(':')));
  }

  private static String value(Dice dice) {
    return switch (dice.below(12)) {
      case 0 -> dice.of(VALUES).repeat(dice.length(3_000));
      case 1 -> new String(dice.bytes(dice.length(300)), ISO_8859_1).replaceAll("[\r\n]", "r");
      case 2 -> "x".repeat(dice.length(50_000));
      default -> dice.of(VALUES);
    };
  }

  @Override
  public void close() {
    // Nothing is kept.
  }
}
