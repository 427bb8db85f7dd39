package dev.confab.system.fuzz;

import static dev.confab.system.client.RawSocket.CLOSE;
import static dev.confab.system.client.RawSocket.FIN;
import static dev.confab.system.client.RawSocket.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.system.client.RawSocket;
import dev.confab.system.client.RawSocket.Received;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Frames of the contract whose JSON is sound, or not in some part. Each is answered, or closes the
/// socket with the code that fits.
final class FrameTexts {
  private static final int LARGEST = 65_536;
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final List<Map<String, ?>> FRAMES =
      List.of(
          Map.of("type", "authenticate", "token", "TOKEN"),
          Map.of("type", "join_session", "sessionId", "SESSION"),
          Map.of(
              "type",
              "join_session",
              "sessionId",
              "SESSION",
              "after",
              Map.of("epoch", "e", "seq", 1)),
          Map.of("type", "leave_session", "sessionId", "SESSION"),
          Map.of(
              "type",
              "send_message",
              "sessionId",
              "SESSION",
              "content",
              "Soup?",
              "role",
              "user",
              "metadata",
              Map.of("a", List.of(1, "b")),
              "clientId",
              "k-1"),
          Map.of("type", "send_message", "sessionId", "SESSION", "content", "Tea?"),
          Map.of("type", "edit_message", "messageId", "MESSAGE", "content", "Soup!"),
          Map.of("type", "delete_message", "messageId", "SESSION.9"),
          Map.of("type", "typing", "sessionId", "SESSION", "typing", true),
          Map.of("type", "get_session_info", "sessionId", "SESSION"),
          Map.of("type", "ping"));

  private final World world;
  private @Nullable RawSocket open;
  private int count;

  FrameTexts(World world) {
    this.world = world;
  }

  void tryCase(Dice dice, Attempt attempt) throws IOException {
    Map<String, Object> model = new TreeMap<>(dice.of(FRAMES));
    String id = "q" + count++;
    model.put("id", id);
    byte[] text = JsonMutation.of(model, dice, world);
    RawSocket socket = open == null ? new RawSocket(world.user()) : open;
    open = socket;
    try {
      attempt.sends(text);
      socket.bytes(WireFrame.of(TEXT, text).bytes(dice));
      socket.frame(FIN | TEXT, WireCases.ping("p" + id, 0));
      Set<String> awaited = new HashSet<>(Set.of("p" + id));
      String own = idOf(text);
      if (own != null) {
        awaited.add(own);
      }
      while (!awaited.isEmpty()) {
        Received frame = next(socket, awaited);
        if (frame.opcode() == CLOSE) {
          closed(frame.code(), text);
          attempt.ended(Integer.toString(frame.code()));
          close();
          return;
        }
        if (frame.opcode() == TEXT) {
          JsonNode answer = FrameJudge.judge(frame.text());
          // What is odd as JSON has no id that could be repeated.
          boolean nameless = answer.path("code").asString("").equals("bad_frame") && own != null;
          String about = answer.path("id").asString(nameless ? own : "");
          if (awaited.remove(about) && !about.startsWith("p")) {
            attempt.ended(answer.path("code").asString(answer.path("type").asString("")));
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private static Received next(RawSocket socket, Set<String> awaited) throws IOException {
    try {
      return socket.receive();
    } catch (EOFException e) {
      throw new Violation("ended without a close frame, and no answer for " + awaited, e);
    }
  }

  /// The id under which an answer has to come; `null` if there may be none.
  private static @Nullable String idOf(byte[] text) {
    try {
      JsonNode frame = STRICT.readTree(new String(text, UTF_8));
      JsonNode id = frame.path("id");
      boolean valid = id.isString() && id.stringValue().matches("[A-Za-z0-9_-]{1,64}");
      return valid && !frame.path("type").asString("").equals("typing") ? id.stringValue() : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  private static void closed(int code, byte[] bytes) {
    String text = new String(bytes, UTF_8);
    boolean utf8 = Arrays.equals(text.getBytes(UTF_8), bytes);
    boolean fits =
        switch (code) {
          case 1007 -> !utf8;
          case 1009 -> bytes.length > LARGEST;
          case 4400 -> !isObject(text);
          case 4401 -> text.contains("token") || text.contains("\\u0074");
          default -> false;
        };
    if (!fits) {
      throw new Violation("closed with " + code);
    }
  }

  private static boolean isObject(String text) {
    try {
      return FrameJudge.JSON.readTree(text).isObject();
    } catch (JacksonException e) {
      return false;
    }
  }

  void close() throws IOException {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
