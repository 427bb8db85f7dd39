package dev.confab.system.fuzz;

import static dev.confab.system.client.RawSocket.CONTINUATION;
import static dev.confab.system.client.RawSocket.PING;
import static dev.confab.system.client.RawSocket.PONG;
import static dev.confab.system.client.RawSocket.TEXT;

import dev.confab.system.client.RawSocket.Received;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/// A few sound frames of a socket, and what answers them. One thread.
final class Sound {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Deque<byte[]> pongs = new ArrayDeque<>();
  private final Deque<String> answers = new ArrayDeque<>();
  private final Dice dice;

  Sound(Dice dice, int frames) {
    this.dice = dice;
    for (int i = frames; i > 0; i--) {
      switch (dice.below(4)) {
        case 0 -> control();
        case 1 -> text(WireCases.ping("a" + i, 0), "a" + i);
        case 2 -> text(WireCases.ping("a" + i, dice.length(WireCases.LARGEST)), "a" + i);
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

  byte[] bytes() {
    return bytes.toByteArray();
  }

  boolean isAnswered() {
    return pongs.isEmpty() && answers.isEmpty();
  }

  /// Adds a text, maybe in parts and with pings between.
  void text(byte[] text, String id) {
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

  void hear(Received frame) {
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
