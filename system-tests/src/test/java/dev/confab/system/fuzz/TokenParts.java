package dev.confab.system.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.system.client.RawHttp.Reply;
import dev.confab.system.client.RawSocket;
import dev.confab.system.client.RawSocket.Received;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Tokens with odd headers, claims and signatures, most of them signed by the issuer's own key, in
/// a header, a cookie, a handshake and a frame. Whoever gets in has a token that says so.
final class TokenParts implements Fuzzer {
  private static final int SECONDS = 600;

  private final World world;
  private final Signer signer;
  private final HttpLine line;

  TokenParts(World world, Signer signer) {
    this.world = world;
    this.signer = signer;
    this.line = new HttpLine(world);
  }

  @Override
  public String name() {
    return "tokens";
  }

  @Override
  public void tryCase(Dice dice, Attempt attempt) throws IOException {
    world.turn();
    String token = token(dice);
    boolean in =
        switch (dice.below(5)) {
          case 0 -> byFrame(token, attempt, dice);
          case 1 -> byHandshake(token, attempt);
          case 2 -> byRequest("Cookie: access_token=" + token, attempt);
          default -> byRequest("Authorization: Bearer " + token, attempt);
        };
    if (in && !TokenReading.isSound(token)) {
      throw new Violation("got in with it");
    }
  }

  private boolean byRequest(String header, Attempt attempt) throws IOException {
    String request =
        "GET /chat/sessions?limit=1 HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n".formatted(header);
    Reply reply = line.ask("GET", attempt, request.getBytes(ISO_8859_1));
    return reply.status() == 200;
  }

  private boolean byHandshake(String token, Attempt attempt) throws IOException {
    attempt.sends(token);
    String header = "Authorization: Bearer " + token;
    try (RawSocket socket = new RawSocket(world.uri(), "/chat/socket", header)) {
      socket.frame(RawSocket.FIN | RawSocket.TEXT, WireCases.ping("p", 0));
      return isIn(socket, attempt);
    } catch (RawSocket.RefusedException e) {
      // What is no header at all, or too long.
      String status = String.valueOf(e.getMessage()).substring("HTTP/1.1 ".length(), 12);
      if (!List.of("400", "431").contains(status)) {
        throw e;
      }
      attempt.ended(status);
      return false;
    }
  }

  private boolean byFrame(String token, Attempt attempt, Dice dice) throws IOException {
    try (RawSocket socket = new RawSocket(world.uri(), "/chat/socket")) {
      String frame =
          FrameJudge.JSON.writeValueAsString(
              Map.of("type", "authenticate", "id", "a", "token", token));
      byte[] text = attempt.sends(frame.getBytes(UTF_8));
      socket.bytes(WireFrame.of(RawSocket.TEXT, text).bytes(dice));
      return isIn(socket, attempt);
    }
  }

  private static boolean isIn(RawSocket socket, Attempt attempt) throws IOException {
    while (true) {
      Received frame = socket.receive();
      if (frame.opcode() == RawSocket.CLOSE) {
        FrameJudge.close(frame.code(), 4401, 1009);
        attempt.ended(Integer.toString(frame.code()));
        return false;
      }
      JsonNode answer = FrameJudge.judge(frame.text());
      if (!answer.path("type").asString("").equals("error")) {
        attempt.ended("in");
        return true;
      }
    }
  }

  private String token(Dice dice) {
    Map<String, Object> header =
        new TreeMap<>(Map.of("alg", "RS256", "kid", signer.keyId(), "typ", "JWT"));
    Map<String, Object> claims =
        new TreeMap<>(
            Map.of(
                "iss", "confab-development",
                "aud", "confab",
                "sub", world.user().name(),
                "scope", "chat:assistant",
                "exp", Instant.now().getEpochSecond() + SECONDS));
    if (dice.onceIn(2)) {
      odd(dice.onceIn(2) ? header : claims, dice);
    }
    byte[] head = dice.onceIn(4) ? JsonMutation.of(header, dice, world) : json(header);
    byte[] body = dice.onceIn(4) ? JsonMutation.of(claims, dice, world) : json(claims);
    String token = signer.sign(head, body);
    if (dice.onceIn(4)) {
      token = new String(dice.spoil(token.getBytes(UTF_8)), ISO_8859_1);
    }
    // What would end a header's line is not of this fuzzer; it may be too long, though.
    token = token.replaceAll("[\r\n\u0000]", "_");
    return dice.onceIn(40) ? token + "x".repeat(dice.length(40_000)) : token;
  }

  private static byte[] json(Map<String, Object> object) {
    return FrameJudge.JSON.writeValueAsBytes(object);
  }

  private static void odd(Map<String, Object> part, Dice dice) {
    String name =
        dice.of(
            "alg",
            "kid",
            "typ",
            "crit",
            "cty",
            "jwk",
            "jku",
            "x5c",
            "x5t#S256",
            "b64",
            "zip",
            "enc",
            "iss",
            "aud",
            "sub",
            "exp",
            "nbf",
            "iat",
            "scope",
            "scp",
            "jti",
            "cnf",
            "azp");
    part.put(
        name,
        dice.of(
            "",
            "none",
            "HS256",
            "RS512",
            "ES256",
            "RSA-OAEP",
            "JWT",
            "at+jwt",
            "application/at+jwt",
            "AT+JWT",
            "logout+jwt",
            "dpop+jwt",
            "jwt",
            "é",
            "😀",
            "a b",
            "confab",
            "x".repeat(dice.length(9_000)),
            0,
            -1,
            1e300,
            Instant.now().toEpochMilli(),
            253402300800L,
            9223372036854775807L,
            true,
            List.of(),
            List.of("b64"),
            List.of("confab", 1),
            Map.of(),
            Map.of("jkt", "x"),
            Map.of("kty", "RSA", "n", "AQAB", "e", "AQAB")));
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}
