package dev.confab.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Chat;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.RawRequest;
import dev.confab.system.client.User;
import dev.confab.system.running.Running;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Callers who try to take the product from others, the quickest to have killed it once: while they
/// hold what they can get, others write and read, and nothing ends. `./confab bench hostile` has
/// all of them, in the memory of the containers, and the others' times.
class HostileTest {
  private static final String JSON = "Content-Type: application/json\r\nContent-Length: ";
  private static final String UPGRADE =
      """
      Upgrade: websocket
      Connection: Upgrade
      Sec-WebSocket-Version: 13
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
      """;
  private static final byte[] NOTHING = {};

  /// More than the server has threads.
  private static final int MANY = 250;

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static Running running;

  private final List<RawRequest> open = new ArrayList<>();
  private final Chat chat = new Chat(running);
  private final User mallory = chat.user("mallory");

  @BeforeAll
  static void start() {
    running = new Running(folder).start();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @AfterEach
  void othersGoOn() throws IOException {
    try {
      User alice = chat.user("alice");
      User bob = chat.user("bob");
      String session = alice.createSession(bob);
      try (ChatSocket socket = bob.socket()) {
        socket.join(session);
        long seq = alice.send(session, "by REST").number("seq");
        socket.awaitEvents(session, seq);
        socket.send(session, "by socket");
        assertThat(alice.get("/chat/sessions/" + session + "/messages?minSeq=" + (seq + 1)).items())
            .hasSize(2);
      }
      assertThat(alice.get("/actuator/health/liveness").status()).isEqualTo(200);
      assertThat(running.isAlive()).isTrue();
    } finally {
      for (RawRequest request : open) {
        request.close();
      }
    }
  }

  @Test
  void textsThatAreBegunAndNeverEndedByStrangers() throws IOException {
    byte[] part = new byte[8 + 65_500];
    part[0] = 1;
    part[1] = (byte) (0x80 | 126);
    part[2] = (byte) (65_500 >> 8);
    part[3] = (byte) 65_500;
    for (int i = 0; i < 2 * MANY; i++) {
      RawRequest socket = connect(i).ask("GET /chat/socket", "", UPGRADE, part);
      assertThat(socket.status()).startsWith("101");
    }
    assertThat(open.getLast().upTo("too large")).as("closed with 1009").contains("too large");
  }

  @Test
  void listsOfWrongElements() throws IOException {
    byte[] body = ("{\"members\":[" + "1,".repeat(2_000_000) + "1]}").getBytes(UTF_8);
    byte[] few = ("{\"members\":[" + "1,".repeat(100_000) + "1]}").getBytes(UTF_8);
    for (int i = 0; i < 8; i++) {
      assertThat(post("/chat/sessions", body).status()).startsWith("413");
      mallory.post("/chat/sessions", new String(few, UTF_8)).refused(400, "invalid");
    }
    String session = mallory.createSession();
    byte[] messages = ("{\"messages\":[" + "1,".repeat(2_000_000) + "1]}").getBytes(UTF_8);
    for (int i = 0; i < 4; i++) {
      post("/chat/sessions/" + session + "/messages/batch", messages);
    }
    for (RawRequest request : open.subList(8, 12)) {
      assertThat(request.status()).matches("(400|413|429|503).*");
    }
  }

  @Test
  void largePagesThatNobodyReads() throws IOException {
    String session = mallory.createSession();
    for (int i = 0; i < 10; i++) {
      mallory.send(session, "\u0001".repeat(32_768));
    }
    String events = "/chat/sessions/" + session + "/events?limit=500";
    assertThat(mallory.get(events + "&minSeq=11").require(200).items().size()).isLessThan(10);
    for (int i = 0; i < MANY; i++) {
      connect(i).ask("GET " + events, mallory.token(), "", NOTHING);
    }
    // The last answers are not there yet when others ask.
  }

  @Test
  void refusalsThatNobodyReads() throws IOException {
    String pipelined = "GET /chat/sessions HTTP/1.1\r\nHost: a\r\n\r\n".repeat(100);
    for (int i = 0; i < MANY; i++) {
      connect(i).bytes(pipelined.getBytes(UTF_8));
    }
  }

  @Test
  void bodiesThatDoNotCome() throws IOException {
    for (int i = 0; i < MANY; i++) {
      connect(i).ask("POST /chat/sessions", mallory.token(), JSON + "4000\r\n", new byte[] {' '});
    }
    assertThat(open.getLast().status()).startsWith("429");
  }

  @Test
  void sessionsAsLargeAsTheyCanBe() {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < 999; i++) {
      members.add("m".repeat(60) + (1000 + i));
    }
    for (int i = 0; i < 60; i++) {
      int status = mallory.post("/chat/sessions", Map.of("members", members)).status();
      if (status != 201) {
        assertThat(status).isIn(409, 429);
        return;
      }
    }
    throw new AssertionError("nobody is refused");
  }

  private RawRequest post(String path, byte[] body) throws IOException {
    return connect(0).ask("POST " + path, mallory.token(), JSON + body.length + "\r\n", body);
  }

  /// From one of few addresses.
  private RawRequest connect(int number) throws IOException {
    RawRequest request = new RawRequest(running.uri(), "127.0.0." + (11 + number % 5));
    open.add(request);
    return request;
  }
}
