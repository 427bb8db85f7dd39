package dev.confab.system;

import static dev.confab.system.client.RawSocket.CLOSE;
import static dev.confab.system.client.RawSocket.CONTINUATION;
import static dev.confab.system.client.RawSocket.FIN;
import static dev.confab.system.client.RawSocket.PING;
import static dev.confab.system.client.RawSocket.PONG;
import static dev.confab.system.client.RawSocket.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Chat;
import dev.confab.system.client.RawSocket;
import dev.confab.system.client.User;
import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What RFC 6455 says of frames: their parts, pings between these, and codes for what is none.
@ExtendWith(SharedRun.class)
class WireTest {
  private static final int LARGEST = 65_536;
  private static final byte[] ASKED = "{\"id\":\"a\",\"type\":\"ping\"}".getBytes(UTF_8);

  private User alice;
  private RawSocket socket;

  @BeforeEach
  void open(Running running) throws IOException {
    alice = new Chat(running).user("alice");
    socket = new RawSocket(alice);
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    try (RawSocket next = new RawSocket(alice)) {
      next.frame(FIN | TEXT, ASKED);
      assertThat(next.receive().text()).as("others go on").contains("pong");
    }
  }

  @Test
  void pingIsAnsweredBetweenThePartsOfAText() throws IOException {
    socket.frame(TEXT, Arrays.copyOfRange(ASKED, 0, 10));
    socket.frame(FIN | PING, "are you there".getBytes(UTF_8));
    socket.frame(CONTINUATION, new byte[0]);
    socket.frame(FIN | CONTINUATION, Arrays.copyOfRange(ASKED, 10, ASKED.length));

    RawSocket.Received pong = socket.receive();
    assertThat(pong.opcode()).isEqualTo(PONG);
    assertThat(pong.text()).isEqualTo("are you there");
    assertThat(socket.receive().text()).contains("\"id\":\"a\"", "\"type\":\"pong\"");
  }

  @Test
  void textMayBeCutInsideACharacter() throws IOException {
    String session = alice.createSession();
    String content = "Grüße 🦉 \uFFFD";
    byte[] text =
        "{\"id\":\"a\",\"type\":\"send_message\",\"sessionId\":\"%s\",\"content\":\"%s\"}"
            .formatted(session, content)
            .getBytes(UTF_8);
    socket.frame(TEXT, Arrays.copyOfRange(text, 0, 1));
    for (int i = 1; i < text.length; i++) {
      socket.frame(CONTINUATION, Arrays.copyOfRange(text, i, i + 1));
    }
    socket.frame(FIN | CONTINUATION, new byte[0]);

    assertThat(socket.receive().text()).contains("\"type\":\"ack\"");
    assertThat(alice.get("/chat/sessions/" + session + "/messages?minSeq=2").body().toString())
        .contains(content);
  }

  @ParameterizedTest
  @CsvSource({"C3", "C328", "ED A0 80", "F4 90 80 80", "C0 80", "80"})
  void whatIsNoUtf8ClosesTheSocket(String hex) throws IOException {
    byte[] wrong = HexFormat.of().parseHex(hex.replace(" ", ""));
    socket.frame(FIN | TEXT, wrong);
    assertThat(closing().code()).isEqualTo(1007);
  }

  @Test
  void partsThatAreTooLargeTogetherCloseTheSocket() throws IOException {
    byte[] part = new byte[LARGEST / 4];
    Arrays.fill(part, (byte) ' ');
    socket.frame(TEXT, part);
    for (int i = 0; i < 3; i++) {
      socket.frame(CONTINUATION, part);
    }
    socket.frame(CONTINUATION, new byte[1]);
    assertThat(closing().code()).isEqualTo(1009);
  }

  @ParameterizedTest
  @CsvSource({
    "a part of nothing,                80 80 01 02 03 04",
    "a bit that nobody agreed on,      C1 80 01 02 03 04",
    "an opcode that there is not,      83 80 01 02 03 04",
    "a ping in parts,                  09 80 01 02 03 04",
    "a frame without a mask,           81 00",
    "a text inside of another's parts, 01 80 01 02 03 04 81 80 01 02 03 04"
  })
  void whatIsNoFrameClosesTheSocket(String what, String hex) throws IOException {
    socket.bytes(HexFormat.of().parseHex(hex.replace(" ", "")));
    assertThat(closing().code()).as(what).isEqualTo(1002);
  }

  @Test
  void closeIsAnswered() throws IOException {
    socket.frame(FIN | CLOSE, new byte[] {0x03, (byte) 0xE8});
    assertThat(closing().code()).isEqualTo(1000);
    assertThat(socket.isAtEnd()).isTrue();
  }

  private RawSocket.Received closing() throws IOException {
    RawSocket.Received last = socket.receive();
    assertThat(last.opcode()).as(last.text()).isEqualTo(CLOSE);
    return last;
  }
}
