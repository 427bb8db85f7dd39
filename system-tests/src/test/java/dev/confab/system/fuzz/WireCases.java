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
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/// Frames of RFC 6455 byte by byte: sound ones, in parts and with others between, and at their end
/// nothing, one that breaks a rule, or noise. One connection for each case.
final class WireCases {
  private static final int BINARY = 0x2;
  private static final int LARGEST = 65_536;

  private final World world;

  WireCases(World world) {
    this.world = world;
  }

  void tryCase(Dice dice, Attempt attempt) throws IOException {
    Sound sound = new Sound(dice);
    try (RawSocket socket = new RawSocket(world.user())) {
      switch (dice.below(3)) {
        case 0 -> orderly(dice, attempt, sound, socket);
        case 1 -> broken(dice, attempt, sound, socket);
        default -> noise(dice, attempt, sound, socket);
      }
    }
  }

  private static void orderly(Dice dice, Attempt attempt, Sound sound, RawSocket socket)
      throws IOException {
    socket.bytes(attempt.sends(sound.bytes.toByteArray()));
    while (!sound.pongs.isEmpty() || !sound.answers.isEmpty()) {
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
    socket.bytes(attempt.sends(sound.bytes.toByteArray()));
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
      socket.bytes(attempt.sends(dice.spoil(sound.bytes.toByteArray())));
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

  /// A few sound frames and what answers them.
  private static final class Sound {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Deque<byte[]> pongs = new ArrayDeque<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private final Dice dice;

    private Sound(Dice dice) {
      this.dice = dice;
      for (int i = dice.below(5); i > 0; i--) {
        switch (dice.below(4)) {
          case 0 -> control();
          case 1 -> text(ping("a" + i, 0), "a" + i);
          case 2 -> text(ping("a" + i, dice.length(LARGEST)), "a" + i);
          default -> add(WireFrame.of(PONG, dice.bytes(dice.length(125))));
        }
      }
    }

    private void add(WireFrame frame) {
      bytes.writeBytes(frame.bytes(dice));
    }

    private void control() {
      byte[] payload = dice.bytes(dice.length(125));
      pongs.add(payload);
      add(WireFrame.of(PING, payload));
    }

    private void text(byte[] text, String id) {
      answers.add(id);
      int at = 0;
      int opcode = TEXT;
      while (dice.onceIn(2)) {
        int to = at + dice.below(text.length - at + 1);
        add(WireFrame.part(opcode, Arrays.copyOfRange(text, at, to)));
        opcode = CONTINUATION;
        at = to;
        if (dice.onceIn(3)) {
          control();
        }
      }
      add(WireFrame.of(opcode, Arrays.copyOfRange(text, at, text.length)));
    }

    private void hear(Received frame) {
      if (frame.opcode() == PONG && Arrays.equals(frame.payload(), pongs.peek())) {
        pongs.remove();
      } else if (frame.opcode() == TEXT
          && FrameJudge.judge(frame.text()).path("id").asString("").equals(answers.peek())) {
        answers.remove();
      } else if (frame.opcode() != PING) {
        throw new Violation("not the answer: %s %s".formatted(frame, frame.text()));
      }
    }
  }

  /// A frame of the contract, of so many bytes if it is shorter.
  static byte[] ping(String id, int size) {
    String frame = "{\"type\":\"ping\",\"id\":\"%s\",\"pad\":\"\"}".formatted(id);
    String pad = "x".repeat(Math.max(0, size - frame.length()));
    return frame.replace("\"\"}", "\"" + pad + "\"}").getBytes(UTF_8);
  }
}
