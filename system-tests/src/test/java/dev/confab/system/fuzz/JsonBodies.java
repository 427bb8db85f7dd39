package dev.confab.system.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.system.client.RawHttp.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Bodies of every write: sound ones, and such with wrong structure, types, sizes and characters.
final class JsonBodies implements Fuzzer {
  /// A write, and a body that it takes.
  private record Write(String method, String path, Map<String, ?> body) {}

  private static final Map<String, ?> METADATA =
      Map.of("a", 1, "b", Map.of("c", List.of("x", 2, Map.of("d", "e"))));
  private static final Map<String, ?> MESSAGE =
      Map.of("content", "Soup?", "role", "user", "metadata", METADATA, "clientId", "k-1");
  private static final List<Write> WRITES =
      List.of(
          new Write(
              "POST",
              "/chat/sessions",
              Map.of("title", "Lunch", "members", List.of("bob", "carol"), "metadata", METADATA)),
          new Write(
              "POST",
              "/chat/sessions",
              Map.of("members", List.of(Map.of("userId", "bob", "role", "member")))),
          new Write(
              "PATCH", "/chat/sessions/SESSION", Map.of("title", "Tea", "metadata", METADATA)),
          new Write("POST", "/chat/sessions/SESSION/messages", Map.of("content", "Soup?")),
          new Write("POST", "/chat/sessions/SESSION/messages", MESSAGE),
          new Write(
              "POST",
              "/chat/sessions/SESSION/messages/batch",
              Map.of("messages", Collections.nCopies(3, Map.of("content", "Soup?")))),
          new Write(
              "PUT", "/chat/messages/MESSAGE", Map.of("content", "Tea?", "metadata", METADATA)),
          new Write("PUT", "/chat/sessions/SESSION/members/bob", Map.of()),
          new Write("DELETE", "/chat/sessions/SESSION/members/bob", Map.of()),
          new Write(
              "POST", "/dev/tokens", Map.of("user", "bob", "scopes", List.of("chat:assistant"))));

  private static final String[] READS = {
    "/chat/sessions?limit=200",
    "/chat/sessions/SESSION?minSeq=2",
    "/chat/sessions/SESSION/messages?limit=200&minSeq=2",
    "/chat/sessions/SESSION/events?after=0&limit=500&minSeq=2"
  };

  /// What a page may be, and the one item that it may have beyond that.
  private static final int LARGEST_PAGE = 1_048_576 + 1_000_000;

  /// How a chunk's size can be written; the last ones are none.
  private static final String[] SIZES = {
    "%X", "000%x", "%x;a=b", "%x ;a=\"b;c\"", "g%x", "-%x", "fffffffffffffffff%x", " %x"
  };

  private final World world;
  private final HttpLine line;

  JsonBodies(World world) {
    this.world = world;
    this.line = new HttpLine(world);
  }

  @Override
  public String name() {
    return "json";
  }

  @Override
  public void tryCase(Dice dice, Attempt attempt) throws IOException {
    world.turn();
    if (dice.onceIn(20)) {
      read(dice, attempt);
      return;
    }
    Write write = dice.of(WRITES);
    byte[] body = JsonMutation.of(write.body(), dice, world);
    boolean chunked = dice.onceIn(5);
    String head =
        """
        %s %s HTTP/1.1\r
        Host: localhost\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        %s\r
        \r
        """
            .formatted(
                write.method(),
                world.fill(write.path()),
                world.token(),
                chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length);
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.getBytes(UTF_8));
    if (chunked) {
      chunks(body, dice, request);
    } else {
      request.writeBytes(body);
    }
    Reply reply = line.ask(write.method(), attempt, request.toByteArray());
    if (reply.status() == 101 || reply.status() == 302) {
      throw new Violation("a write answered " + reply);
    }
  }

  /// What was taken can be read, in pages that have their bounds.
  private void read(Dice dice, Attempt attempt) throws IOException {
    String request =
        """
        GET %s HTTP/1.1\r
        Host: localhost\r
        Authorization: Bearer %s\r
        \r
        """
            .formatted(world.fill(dice.of(READS)), world.token());
    Reply reply = line.ask("GET", attempt, request.getBytes(UTF_8));
    if (reply.body().length > LARGEST_PAGE) {
      throw new Violation("a page of " + reply.body().length + " bytes");
    }
  }

  private static void chunks(byte[] body, Dice dice, ByteArrayOutputStream to) {
    int at = 0;
    while (at < body.length) {
      int size = Math.min(body.length - at, 1 + dice.length(20_000));
      String form = dice.onceIn(5) ? dice.of(SIZES) : "%x";
      to.writeBytes((form.formatted(size) + "\r\n").getBytes(UTF_8));
      to.write(body, at, size);
      to.writeBytes("\r\n".getBytes(UTF_8));
      at += size;
    }
    String trailer = dice.onceIn(10) ? "Idempotency-Key: a b\r\n" : "";
    to.writeBytes(("0\r\n" + trailer + "\r\n").getBytes(UTF_8));
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}
