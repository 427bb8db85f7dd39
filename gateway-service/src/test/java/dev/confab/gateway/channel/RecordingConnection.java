package dev.confab.gateway.channel;

import dev.confab.gateway.frame.Frame;
import dev.confab.schema.command.Caller;
import dev.confab.schema.error.CloseCode;
import dev.confab.schema.id.ConnectionId;
import dev.confab.schema.id.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A client that keeps what it gets.
final class RecordingConnection implements Connection {
  final List<String> frames = new ArrayList<>();
  @Nullable CloseCode closed;

  private int room = Integer.MAX_VALUE;
  private final Set<Runnable> waiting = new HashSet<>();
  private final ConnectionId id;
  private final Caller caller;

  RecordingConnection(String user, String id) {
    this.id = new ConnectionId(id);
    this.caller = new Caller(new UserId(user), Set.of());
  }

  @Override
  public ConnectionId id() {
    return id;
  }

  @Override
  public Caller caller() {
    return caller;
  }

  @Override
  public void send(Frame frame) {
    frames.add(frame.toString());
  }

  @Override
  public Token token() {
    return new Token(id.value());
  }

  @Override
  public boolean offer(Frame frame, Runnable whenRoom) {
    if (room == 0) {
      waiting.add(whenRoom);
      return false;
    }
    room--;
    send(frame);
    return true;
  }

  /// From now on so many frames are taken of those that are offered.
  void room(int frames) {
    room = frames;
    List<Runnable> woken = List.copyOf(waiting);
    waiting.clear();
    woken.forEach(Runnable::run);
  }

  @Override
  public void close(CloseCode code) {
    closed = code;
  }

  /// What came since the last call, each frame by what distinguishes it.
  List<String> taken() {
    List<String> brief =
        frames.stream()
            .map(frame ->
                frame.startsWith("{\"type\":\"joined\"")
                    ? "joined "
                        + frame.replaceAll(".*\"seq\":(\\d+),\"recovered\":(\\w+).*", "$1 $2")
                    : frame.startsWith("{\"type\":\"error\"")
                        ? frame.replaceAll(".*\"code\":\"(\\w+)\".*", "$1")
                        : frame)
            .toList();
    frames.clear();
    return brief;
  }
}
