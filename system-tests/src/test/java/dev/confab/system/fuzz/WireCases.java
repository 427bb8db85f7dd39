package dev.confab.system.fuzz;

import static dev.confab.system.client.RawSocket.CLOSE;
import static dev.confab.system.client.RawSocket.CONTINUATION;
import static dev.confab.system.client.RawSocket.FIN;
import static dev.confab.system.client.RawSocket.PING;
import static dev.confab.system.client.RawSocket.PONG;
import static dev.confab.system.client.RawSocket.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.system.client.RawSocket;
import dev.confab.system.client.RawSocket.Received;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;

/// Frames of RFC 6455 byte by byte: sound ones, in parts and with others between, and at their end
/// nothing, one that breaks a rule, or noise. One connection for each case.
final class WireCases {
  private static final int BINARY = 0x2;
  static final int LARGEST = 65_536;
  private static final int STRANGERS_MOST = 8_192;

  private final World world;

  WireCases(World world) {
    this.world = world;
  }

  void tryCase(Dice dice, Attempt attempt) throws IOException {
    if (dice.onceIn(5)) {
      stranger(dice, attempt);
      return;
    }
    Sound sound = new Sound(dice, dice.below(5));
    try (RawSocket socket = new RawSocket(world.user())) {
      switch (dice.below(3)) {
        case 0 -> orderly(dice, attempt, sound, socket);
        case 1 -> broken(dice, attempt, sound, socket);
        default -> noise(dice, attempt, sound, socket);
      }
    }
  }

  /// Who has not said who he is may say little, and nothing but that.
  private void stranger(Dice dice, Attempt attempt) throws IOException {
    byte[] text =
        dice.onceIn(4)
            ? dice.of("[]", "x", "{", "\"a\"", "null").getBytes(UTF_8)
            : ping("a", dice.length(dice.of(STRANGERS_MOST, 2 * STRANGERS_MOST, LARGEST)));
    boolean object = text[0] == '{' && text.length > 1;
    int expected = text.length > STRANGERS_MOST ? 1009 : object ? 4401 : 4400;
    try (RawSocket socket = new RawSocket(world.uri(), "/chat/socket")) {
      Sound sound = new Sound(dice, 0);
      sound.text(text, "a");
      socket.bytes(attempt.sends(sound.bytes()));
      Received next = socket.receive();
      for (; next.opcode() != CLOSE; next = socket.receive()) {
        if (next.opcode() == TEXT
            && !FrameJudge.judge(next.text()).path("code").asString("").equals("unauthenticated")) {
          throw new Violation("a stranger was told " + next.text());
        }
      }
      FrameJudge.close(next.code(), expected);
      attempt.ended("stranger " + next.code());
    }
  }

  private static void orderly(Dice dice, Attempt attempt, Sound sound, RawSocket socket)
      throws IOException {
    socket.bytes(attempt.sends(sound.bytes()));
    while (!sound.isAnswered()) {
      sound.hear(socket.receive());
    }
    int code = dice.of(1000, 1001, 1008, 3000, 4999);
    byte[] reason = {(byte) (code >> 8), (byte) code, 'b', 'y', 'e'};
    socket.bytes(attempt.sends(WireFrame.of(CLOSE, reason).bytes(dice)));
    Received last = socket.receive();
    if (last.opcode() != CLOSE || last.code() != code || !socket.isAtEnd()) {
      throw new Violation("a close of " + code + " answered by " + last + " of " + last.code());
    }
    attempt.ended("orderly");
  }

  private static void broken(Dice dice, Attempt attempt, Sound sound, RawSocket socket)
      throws IOException {
    socket.bytes(attempt.sends(sound.bytes()));
    Breach breach = Breach.of(dice);
    socket.bytes(attempt.sends(breach.bytes()));
    Received last = socket.receive();
    while (last.opcode() != CLOSE) {
      last = socket.receive();
    }
    FrameJudge.close(last.code(), breach.code());
    attempt.ended(Integer.toString(last.code()));
    socket.endOutput();
    if (!socket.isAtEnd()) {
      throw new Violation("something after the close frame");
    }
  }

  private static void noise(Dice dice, Attempt attempt, Sound sound, RawSocket socket)
      throws IOException {
    try {
      socket.bytes(attempt.sends(dice.spoil(sound.bytes())));
      socket.endOutput();
      while (true) {
        Received next = socket.receive();
        switch (next.opcode()) {
          case TEXT -> FrameJudge.judge(next.text());
          case CLOSE -> {
            // It repeats a code of the client's.
            attempt.ended(next.code() < 3000 ? Integer.toString(next.code()) : "any");
          }
          case PING, PONG -> {}
          default -> throw new Violation("a frame of opcode " + next.opcode());
        }
      }
    } catch (EOFException e) {
      attempt.ended("over");
    }
  }

  /// A frame, or a few, that break one rule, and the code that says so.
  private record Breach(byte[] bytes, int code) {
    static Breach of(Dice dice) {
      byte[] text = ping("z", 0);
      return switch (dice.below(13)) {
        case 0 -> breach(dice, 1002, new WireFrame(FIN | TEXT, text, -1, false));
        case 1 -> breach(dice, 1002, WireFrame.of(TEXT | dice.of(0x40, 0x20, 0x10, 0x70), text));
        case 2 ->
            breach(dice, 1002, WireFrame.of(dice.of(3, 4, 5, 6, 7, 11, 12, 13, 14, 15), text));
        case 3 -> breach(dice, 1002, WireFrame.part(dice.of(PING, PONG, CLOSE), new byte[0]));
        case 4 ->
            breach(
                dice, 1002, WireFrame.of(dice.of(PING, PONG), new byte[126 + dice.length(2_000)]));
        case 5 -> breach(dice, 1002, new WireFrame(dice.of(FIN, 0) | CONTINUATION, text, -1, true));
        case 6 ->
            breach(
                dice, 1002, WireFrame.part(TEXT, text), WireFrame.of(dice.of(TEXT, BINARY), text));
        case 7 -> breach(dice, 1007, WireFrame.of(TEXT, badUtf8(dice)));
        case 8 ->
            breach(dice, 4400, WireFrame.of(dice.of(BINARY, BINARY), dice.bytes(dice.length(300))));
        case 9 ->
            breach(dice, 1009, WireFrame.of(TEXT, ping("z", LARGEST + 1 + dice.length(9_000))));
        case 10 ->
            breach(
                dice,
                1009,
                new WireFrame(
                    FIN | TEXT, new byte[LARGEST + 1], 1L << (17 + dice.below(14)), true));
        case 11 -> breach(dice, 1002, WireFrame.of(CLOSE, new byte[] {(byte) dice.below(256)}));
        default -> {
          int code = dice.of(0, 1, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535);
          yield breach(
              dice, 1002, WireFrame.of(CLOSE, new byte[] {(byte) (code >> 8), (byte) code}));
        }
      };
    }

    private static Breach breach(Dice dice, int code, WireFrame... frames) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (WireFrame frame : frames) {
        bytes.writeBytes(frame.bytes(dice));
      }
      return new Breach(bytes.toByteArray(), code);
    }

    private static byte[] badUtf8(Dice dice) {
      byte[] text = ping("z", 100);
      byte[] bad =
          dice.of(
              new byte[] {(byte) 0xFF},
              new byte[] {(byte) 0xC0, (byte) 0x80},
              new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
              new byte[] {(byte) 0x80},
              new byte[] {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80});
      System.arraycopy(bad, 0, text, dice.below(text.length - bad.length), bad.length);
      return text;
    }
  }

  /// A frame of the contract, of so many bytes if it is shorter.
  static byte[] ping(String id, int size) {
    String frame = "{\"type\":\"ping\",\"id\":\"%s\",\"pad\":\"\"}".formatted(id);
    String pad = "x".repeat(Math.max(0, size - frame.length()));
    return frame.replace("\"\"}", "\"" + pad + "\"}").getBytes(UTF_8);
  }
}
