package dev.confab.system.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/// Paths and queries: wrong, repeated and overlong ones, and such that are encoded in odd ways.
final class Addresses implements Fuzzer {
  private static final List<String> PATHS =
      List.of(
          "/chat/sessions",
          "/chat/sessions/SESSION",
          "/chat/sessions/SESSION/messages",
          "/chat/sessions/SESSION/messages/recent",
          "/chat/sessions/SESSION/messages/count",
          "/chat/sessions/SESSION/events",
          "/chat/sessions/SESSION/members/bob",
          "/chat/messages/MESSAGE",
          "/chat/socket",
          "/socket.io/",
          "/actuator/health",
          "/actuator/health/readiness",
          "/.well-known/jwks.json",
          "/dev/tokens",
          "/openapi.yaml",
          "/error",
          "/");
  private static final List<String> PARAMETERS =
      List.of(
          "limit",
          "before",
          "after",
          "cursor",
          "minSeq",
          "EIO",
          "transport",
          "sid",
          "x",
          "access_token");
  private static final List<String> ODD =
      List.of(
          "",
          "%",
          "%2",
          "%zz",
          "%00",
          "%2e%2e",
          "%2f",
          "%5c",
          "%25",
          "%c0%af",
          "%ff",
          "%ed%a0%80",
          "%F0%9F%98%80",
          "..",
          ".",
          "//",
          "/../",
          "/./",
          ";",
          ";a=b",
          "|",
          "\\",
          "^",
          "`",
          "{",
          "}",
          "[",
          "]",
          "<",
          ">",
          "\"",
          "'",
          "#",
          "?",
          "&",
          "=",
          "+",
          "~",
          "*",
          "@",
          ":",
          "é",
          "\u0001",
          "\u007f",
          "a b",
          "\t",
          "http://x",
          "//x",
          "${x}",
          "%24%7bx%7d",
          "SESSION",
          "MESSAGE");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "200",
          "201",
          "500",
          "501",
          "1e3",
          "0x1",
          "1.0",
          "%31",
          "٣",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "1,2",
          "null",
          "NaN");

  private final World world;
  private final HttpLine line;

  Addresses(World world) {
    this.world = world;
    this.line = new HttpLine(world);
  }

  @Override
  public String name() {
    return "addresses";
  }

  @Override
  public void tryCase(Dice dice, Attempt attempt) throws IOException {
    world.turn();
    String method = dice.onceIn(4) ? dice.of("HEAD", "OPTIONS", "DELETE", "PUT", "POST") : "GET";
    String path = world.fill(dice.of(PATHS));
    byte[] target = (path + query(dice)).getBytes(ISO_8859_1);
    if (dice.onceIn(3)) {
      target = odd(target, dice);
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes((method + " ").getBytes(ISO_8859_1));
    request.writeBytes(target);
    String token = dice.onceIn(10) ? "" : "Authorization: Bearer " + world.token() + "\r\n";
    request.writeBytes(
        (" HTTP/1.1\r\nHost: localhost\r\n" + token + "Content-Length: 0\r\n\r\n")
            .getBytes(ISO_8859_1));
    line.ask(method, attempt, request.toByteArray());
  }

  private String query(Dice dice) {
    StringBuilder query = new StringBuilder();
    int count = dice.onceIn(50) ? dice.length(500) : dice.below(4);
    for (int i = 0; i < count; i++) {
      query.append(i == 0 ? "?" : dice.onceIn(20) ? ";" : "&");
      query.append(dice.of(PARAMETERS)).append(dice.onceIn(20) ? "" : "=").append(value(dice));
    }
    return query.toString();
  }

  private String value(Dice dice) {
    return switch (dice.below(6)) {
      case 0 -> world.fill(dice.of(ODD));
      case 1 -> dice.of("websocket", "polling", "4", "3");
      case 2 -> dice.of(ODD).repeat(dice.length(100));
      case 3 -> Integer.toString(dice.below(100));
      default -> dice.of(NUMBERS);
    };
  }

  /// Changed somewhere; what would end the line of the request is not among it, but a space is.
  private static byte[] odd(byte[] target, Dice dice) {
    int at = 1 + dice.below(target.length);
    String text = new String(target, ISO_8859_1);
    String more =
        dice.onceIn(4)
            ? new String(dice.bytes(dice.length(200)), ISO_8859_1).replaceAll("[\r\n]", "r")
            : dice.of(ODD).repeat(dice.onceIn(10) ? dice.length(12_000) : 1);
    int to = dice.onceIn(2) ? at : Math.min(text.length(), at + dice.length(40));
    return (text.substring(0, at) + more + text.substring(to)).getBytes(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}
