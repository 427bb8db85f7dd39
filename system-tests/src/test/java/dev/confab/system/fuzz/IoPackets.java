package dev.confab.system.fuzz;

import static dev.confab.system.client.RawSocket.CLOSE;
import static dev.confab.system.client.RawSocket.FIN;
import static dev.confab.system.client.RawSocket.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.system.client.RawSocket;
import dev.confab.system.client.RawSocket.Received;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Packets of Engine.IO and Socket.IO: sound events and connects, and such with wrong types,
/// namespaces, acks, attachments and JSON. Each leaves the client in the namespace, or ends the
/// transport with a code that fits.
final class IoPackets implements Fuzzer {
  private static final int BINARY = 0x2;
  private static final String PROBE = "7777";
  private static final String PATH = "/socket.io/?EIO=4&transport=websocket";
  private static final List<Map.Entry<String, Map<String, ?>>> EVENTS =
      List.of(
          Map.entry("join_session", Map.of("sessionId", "SESSION")),
          Map.entry("leave_session", Map.of("sessionId", "SESSION")),
          Map.entry("send_message", Map.of("sessionId", "SESSION", "content", "Soup?")),
          Map.entry("edit_message", Map.of("messageId", "MESSAGE", "content", "Tea?")),
          Map.entry("typing", Map.of("sessionId", "SESSION", "typing", true)),
          Map.entry("get_session_info", Map.of("sessionId", "SESSION")),
          Map.entry("authenticate", Map.of("token", "TOKEN")),
          Map.entry("ping", Map.of("id", "a")));
  private static final String[] TYPES = {
    "", "0", "1", "2", "3", "4", "5", "6", "7", "40", "41", "42", "43", "44", "45", "46", "47", "4x"
  };
  private static final String[] NAMESPACES = {
    "", "/", "/,", "/chat", "/chat,", "/chat?x=1,", "/admin,", "/chat/,", "/ chat,", "/é,", "chat,"
  };
  private static final String[] NUMBERS = {
    "",
    "0",
    "1",
    "12",
    "-1",
    "1-",
    "2-",
    "99999999999999999999",
    "999999999999999",
    "٣",
    "1.5",
    " 1"
  };

  private final World world;
  private @Nullable RawSocket open;

  /// What was sent in the case before, which may have been on the same connection.
  private String before = "nothing";

  IoPackets(World world) {
    this.world = world;
  }

  @Override
  public String name() {
    return "packets";
  }

  @Override
  public void tryCase(Dice dice, Attempt attempt) throws IOException {
    world.turn();
    try {
      if (open == null && dice.onceIn(4)) {
        outside(dice, attempt);
        return;
      }
      RawSocket socket = open == null ? connect(attempt, dice) : open;
      open = socket;
      boolean binary = dice.onceIn(20);
      byte[] packet = packet(dice);
      attempt.sends(packet);
      socket.bytes(WireFrame.of(binary ? BINARY : TEXT, packet).bytes(dice));
      socket.frame(FIN | TEXT, ("42/chat," + PROBE + "[\"ping\"]").getBytes(UTF_8));
      hear(socket, attempt, "43/chat," + PROBE + "[");
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private RawSocket connect(Attempt attempt, Dice dice) throws IOException {
    boolean byHeader = dice.onceIn(2);
    String header = byHeader ? "Authorization: Bearer " + world.token() : "X-None: 1";
    RawSocket socket = new RawSocket(world.uri(), PATH, header);
    open = socket;
    String auth = byHeader ? "" : "{\"token\":\"" + world.token() + "\"}";
    socket.frame(FIN | TEXT, attempt.sends("40/chat," + auth));
    hear(socket, attempt, "40/chat,{");
    if (open == null) {
      throw new Violation("a sound connect ended the transport");
    }
    return socket;
  }

  /// A packet before the connect, which is none, or another one.
  private void outside(Dice dice, Attempt attempt) throws IOException {
    RawSocket socket = new RawSocket(world.uri(), PATH);
    open = socket;
    byte[] packet = packet(dice);
    attempt.sends(packet);
    socket.bytes(WireFrame.of(TEXT, packet).bytes(dice));
    socket.frame(FIN | TEXT, ("40/chat,{\"token\":\"" + world.token() + "\"}").getBytes(UTF_8));
    hear(socket, attempt, "40/chat,{");
  }

  /// Reads until the packet that is awaited, or the transport's end.
  private void hear(RawSocket socket, Attempt attempt, String awaited) throws IOException {
    while (true) {
      Received frame = next(socket);
      if (frame.opcode() == CLOSE) {
        FrameJudge.close(frame.code(), 1000, 1007, 1009, 1012, 4400, 4401);
        attempt.ended(Integer.toString(frame.code()));
        close();
        return;
      }
      if (frame.opcode() == TEXT) {
        String text = frame.text();
        judge(text);
        if (text.startsWith(awaited)) {
          attempt.ended("in");
          before = attempt.input();
          return;
        }
      }
    }
  }

  private Received next(RawSocket socket) throws IOException {
    try {
      return socket.receive();
    } catch (EOFException e) {
      throw new Violation("ended without a close frame; before: " + before, e);
    }
  }

  private static void judge(String text) {
    if (text.startsWith("42/chat,[\"")) {
      String type = text.substring(10, text.indexOf('"', 10));
      FrameJudge.judge(text.substring(text.indexOf(',', 10) + 1, text.length() - 1));
      if (type.isEmpty()) {
        throw new Violation("an event without a name: " + text);
      }
    } else if (text.matches("(?s)43/chat,[0-9]+\\[.*]")) {
      FrameJudge.judge(text.substring(text.indexOf('[') + 1, text.length() - 1));
    } else if (!text.matches("(?s)2|0\\{.*}|40/chat,\\{.*}|41/chat,|44.*\\{.*}")) {
      throw new Violation("no packet that is documented: " + text);
    }
  }

  private byte[] packet(Dice dice) {
    if (dice.onceIn(3)) {
      String odd =
          dice.of(TYPES)
              + dice.of(NAMESPACES)
              + dice.of(NUMBERS)
              + dice.of("", "[]", "{}", "[1]", "{");
      byte[] bytes = (odd + "x".repeat(dice.onceIn(20) ? dice.length(70_000) : 0)).getBytes(UTF_8);
      return dice.onceIn(4) ? dice.spoil(bytes) : bytes;
    }
    var event = dice.of(EVENTS);
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    String head = dice.onceIn(10) ? dice.of("451-", "461-", "41", "43") : "42";
    String ack = dice.onceIn(2) ? Integer.toString(dice.below(1_000)) : "";
    packet.writeBytes((head + "/chat," + ack + "[\"").getBytes(UTF_8));
    packet.writeBytes(event.getKey().getBytes(UTF_8));
    packet.writeBytes("\",".getBytes(UTF_8));
    packet.writeBytes(JsonMutation.of(event.getValue(), dice, world));
    packet.writeBytes(
        (dice.onceIn(20) ? ",{\"_placeholder\":true,\"num\":0}]" : "]").getBytes(UTF_8));
    return dice.onceIn(10) ? dice.spoil(packet.toByteArray()) : packet.toByteArray();
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
