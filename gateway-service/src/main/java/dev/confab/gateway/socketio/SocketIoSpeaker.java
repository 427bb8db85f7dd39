package dev.confab.gateway.socketio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.gateway.frame.Frame;
import dev.confab.gateway.socket.Dialect;
import dev.confab.gateway.socket.Wire;
import dev.confab.schema.codec.Json;
import dev.confab.schema.error.CloseCode;
import dev.confab.schema.id.ConnectionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One Socket.IO client. His events become frames whose id tells how the answer goes back: to the
/// callback that waits for it, or as an event of the answer's type.
final class SocketIoSpeaker implements Dialect.Speaker, Wire {
  private static final Frame PING = frame("2");

  /// Ids of the frames that packets become.
  private static final String CONNECT = "connect";

  private static final String SILENT = "silent";
  private static final String CALLBACK = "ack-";

  /// The frame that has an answer only where one is asked for. A callback waits for one, and with
  /// it, in a client that retries, everything behind.
  private static final String UNANSWERED = "typing";

  private static final String INVALID_NAMESPACE = "{\"message\":\"Invalid namespace\"}";

  /// A namespace that is longer is nobody's mistake.
  private static final int LONG = 64;

  private final ConnectionId id;
  private final Wire wire;

  /// How far he has come into the namespace.
  private enum Stage {
    IN_HANDSHAKE,
    OUTSIDE,
    ASKED,
    INSIDE,
    REFUSED
  }

  private volatile Stage stage = Stage.IN_HANDSHAKE;

  /// Whether he was told that there is one namespace only.
  private boolean told;

  SocketIoSpeaker(ConnectionId id, Wire wire, SocketIo rules) {
    this.id = id;
    this.wire = wire;
    String open =
        Json.mapper()
            .createObjectNode()
            .put("sid", id.value())
            .putPOJO("upgrades", List.of())
            .put("pingInterval", rules.pingMillis())
            .put("pingTimeout", rules.patienceMillis())
            .put("maxPayload", rules.mostBytes())
            .toString();
    say("0" + open);
  }

  @Override
  public Wire wire() {
    return this;
  }

  @Override
  public void hear(String text, Dialect.Ear ear) {
    switch (Packet.read(text)) {
      case Packet.Alive alive -> ear.heard();
      case Packet.Connect connect -> connect(connect, ear);
      case Packet.Leave leave -> ear.close(CloseCode.NORMAL);
      case Packet.Event event
          when stage == Stage.INSIDE && event.namespace().equals(Packet.NAMESPACE) ->
          ear.text(frameOf(event));
      case Packet.Event early -> ear.close(CloseCode.NOT_JSON);
      case Packet.Foreign foreign -> ear.close(CloseCode.NOT_JSON);
    }
  }

  /// Once each: these answers are under no limit.
  private void connect(Packet.Connect connect, Dialect.Ear ear) {
    String namespace = connect.namespace();
    if (namespace.equals(Packet.NAMESPACE) && stage == Stage.OUTSIDE) {
      stage = Stage.ASKED;
      ear.text(greeting(connect.token()));
    } else if (!namespace.equals(Packet.NAMESPACE) && !told && namespace.length() < LONG) {
      told = true;
      ear.heard();
      say("44" + (namespace.equals("/") ? "" : namespace + ",") + INVALID_NAMESPACE);
    } else {
      ear.close(CloseCode.NOT_JSON);
    }
  }

  /// Without a token the handshake may have had one: the answer to a ping says so.
  private static String greeting(@Nullable String token) {
    return text(
        token == null
            ? Map.of("id", CONNECT, "type", "ping")
            : Map.of("id", CONNECT, "type", "authenticate", "token", token));
  }

  /// `["name", {fields}]` as a frame. What is not of that form has no type, which the contract has
  /// an error for.
  private static String frameOf(Packet.Event event) {
    ObjectNode frame = Json.mapper().createObjectNode();
    frame.put("id", event.ack() == null ? SILENT : CALLBACK + event.ack());
    JsonNode fields = event.payload().path(1);
    if (event.payload().path(0).isString() && (fields.isObject() || fields.isMissingNode())) {
      String type = event.payload().path(0).stringValue();
      frame.put("type", type);
      if (event.ack() != null && type.equals(UNANSWERED)) {
        frame.put("answer", true);
      }
      fields
          .properties()
          .forEach(field -> {
            if (!frame.has(field.getKey())) {
              frame.set(field.getKey(), field.getValue());
            }
          });
    }
    return text(frame);
  }

  @Override
  public void write(List<Frame> frames, Consumer<@Nullable Throwable> written) {
    List<Frame> packets = new ArrayList<>(frames.size());
    frames.forEach(frame -> packets.add(packet(frame)));
    wire.write(packets, written);
  }

  @Override
  public void ping() {
    write(PING);
  }

  /// The handshake was not refused: whatever closes now is about what he says.
  @Override
  public void opened() {
    if (stage == Stage.IN_HANDSHAKE) {
      stage = Stage.OUTSIDE;
    }
  }

  /// A client comes back by himself when the transport ends, and is asked for his `auth` again; but
  /// not when he was disconnected or refused.
  @Override
  public void close(CloseCode code) {
    switch (code) {
      case NORMAL, NOT_JSON, ORIGIN_REFUSED -> end(code);
      // Who gives no token in time, or whose token ends, is asked for another one.
      case UNAUTHENTICATED, TOO_MANY_CONNECTIONS -> {
        if (stage == Stage.IN_HANDSHAKE || stage == Stage.ASKED) {
          end(code);
        }
      }
      case TOO_LARGE, RESTARTING, TOO_SLOW -> {}
    }
    wire.close(code);
  }

  /// Says that it is the application's turn to make something different before he comes again.
  private void end(CloseCode code) {
    switch (stage) {
      case IN_HANDSHAKE, OUTSIDE, ASKED ->
          say("44/chat," + refusal(code.reason(), Integer.toString(code.code())));
      case INSIDE -> say("41/chat,");
      case REFUSED -> {}
    }
  }

  @Override
  public void abort() {
    wire.abort();
  }

  private Frame packet(Frame frame) {
    byte[] json = frame.bytes();
    String type = EventName.of(json);
    if (!EventName.ANSWERS.contains(type)) {
      return event(type, json);
    }
    ObjectNode answer = (ObjectNode) Json.mapper().readTree(json);
    String about = answer.path("id").asString("");
    answer.remove("id");
    if (about.equals(CONNECT)) {
      return admission(answer);
    }
    return about.startsWith(CALLBACK)
        ? frame("43/chat,%s[%s]".formatted(about.substring(CALLBACK.length()), text(answer)))
        : event(type, text(answer).getBytes(UTF_8));
  }

  /// Trouble that passes ends the transport only, so that the client tries again.
  private Frame admission(ObjectNode answer) {
    if (answer.path("retryable").asBoolean(false)) {
      wire.close(CloseCode.RESTARTING);
      return PING;
    }
    if (answer.path("type").asString("").equals("error")) {
      stage = Stage.REFUSED;
      String message = answer.path("message").asString("");
      return frame("44/chat," + refusal(message, answer.path("code").asString("")));
    }
    stage = Stage.INSIDE;
    return frame("40/chat," + text(Map.of("sid", id.value())));
  }

  private static String refusal(String message, String code) {
    return text(Map.of("message", message, "data", Map.of("code", code)));
  }

  /// The JSON stands in it as it is.
  private static Frame event(String type, byte[] json) {
    byte[] head = ("42/chat,[\"" + type + "\",").getBytes(UTF_8);
    byte[] packet = new byte[head.length + json.length + 1];
    System.arraycopy(head, 0, packet, 0, head.length);
    System.arraycopy(json, 0, packet, head.length, json.length);
    packet[packet.length - 1] = ']';
    return Frame.of(packet);
  }

  private void say(String packet) {
    write(frame(packet));
  }

  private void write(Frame packet) {
    // If it fails the connection is broken, and its end is about to be told.
    wire.write(List.of(packet), failure -> {});
  }

  private static Frame frame(String packet) {
    return Frame.of(packet.getBytes(UTF_8));
  }

  private static String text(Object json) {
    return Json.mapper().writeValueAsString(json);
  }
}
