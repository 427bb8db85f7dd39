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

  private final ConnectionId id;
  private final Wire wire;

  /// How far he has come into the namespace.
  private enum Stage {
    OUTSIDE,
    INSIDE,
    REFUSED
  }

  private volatile Stage stage = Stage.OUTSIDE;

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
      case Packet.Disconnect gone -> ear.close(CloseCode.NORMAL);
      case Packet.Close gone -> ear.close(CloseCode.NORMAL);
      case Packet.Event event
          when stage == Stage.INSIDE && event.namespace().equals(Packet.NAMESPACE) ->
          ear.text(frameOf(event));
      case Packet.Event early -> ear.close(CloseCode.NOT_JSON);
      case Packet.Foreign foreign -> ear.close(CloseCode.NOT_JSON);
    }
  }

  /// Without a token the handshake may have had one: the answer to a ping says so.
  private void connect(Packet.Connect connect, Dialect.Ear ear) {
    if (!connect.namespace().equals(Packet.NAMESPACE)) {
      String place = connect.namespace().equals("/") ? "" : connect.namespace() + ",";
      say("44" + place + Json.mapper().writeValueAsString(Map.of("message", "Invalid namespace")));
      ear.heard();
    } else if (connect.token() == null) {
      ear.text(text(Map.of("id", CONNECT, "type", "ping")));
    } else {
      ear.text(text(Map.of("id", CONNECT, "type", "authenticate", "token", connect.token())));
    }
  }

  /// `["name", {fields}]` as a frame. What is not of that form has no type, which the contract has
  /// an error for.
  private static String frameOf(Packet.Event event) {
    ObjectNode frame = Json.mapper().createObjectNode();
    frame.put("id", event.ack() == null ? SILENT : CALLBACK + event.ack());
    JsonNode fields = event.payload().path(1);
    if (event.payload().path(0).isString() && (fields.isObject() || fields.isMissingNode())) {
      frame.put("type", event.payload().path(0).stringValue());
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

  /// A client reconnects by itself when the transport ends, but not when he was disconnected.
  @Override
  public void close(CloseCode code) {
    if (stage == Stage.OUTSIDE) {
      say("44" + Packet.NAMESPACE + "," + refusal(code.reason(), Integer.toString(code.code())));
    } else if (stage == Stage.INSIDE && !code.reconnect()) {
      say("41" + Packet.NAMESPACE + ",");
    }
    wire.close(code);
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

  private Frame admission(ObjectNode answer) {
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
