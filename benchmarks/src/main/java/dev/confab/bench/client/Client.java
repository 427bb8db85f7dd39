package dev.confab.bench.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.bench.check.OrderCheck;
import dev.confab.bench.check.Stream;
import dev.confab.bench.loop.Link;
import dev.confab.bench.wire.Bytes;
import dev.confab.bench.wire.FrameKind;
import dev.confab.bench.wire.FrameSink;
import dev.confab.bench.wire.FrameStream;
import dev.confab.bench.wire.FrameText;
import dev.confab.bench.wire.FrameWriter;
import dev.confab.bench.wire.MaskedFrame;
import dev.confab.bench.wire.Upgrade;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One user's socket, in one session: it joins as soon as it is open.
public final class Client extends Link implements FrameSink {
  /// What all clients of a crowd share.
  record Shared(OrderCheck check, Listener listener, FrameWriter frames, String host, int port) {}

  private static final String JOIN = "j";
  private static final byte[] WRITE = Bytes.of("\"id\":\"w");
  private static final int REASON_AT = 2;

  private final Shared shared;
  private final String user;
  private final @Nullable String token;
  private final Room room;
  private final Stream stream;
  private final FrameStream frames = new FrameStream();
  private @Nullable String after;
  private @Nullable String epoch;
  private boolean upgraded;
  private boolean in;
  private boolean turnedAway;
  private int unanswered;
  private long position;
  private int code = -1;
  private String reason = "";
  private long now;
  private long opened;

  Client(Shared shared, String user, @Nullable String token, Room room, Stream stream) {
    this.shared = shared;
    this.user = user;
    this.token = token;
    this.room = room;
    this.stream = stream;
  }

  public String user() {
    return user;
  }

  public Room room() {
    return room;
  }

  public Stream stream() {
    return stream;
  }

  public boolean isReady() {
    return isOpen() && in;
  }

  /// Ready, and with nothing unanswered.
  public boolean isQuiet() {
    return isReady() && unanswered == 0;
  }

  /// Whether its join was answered with an error.
  boolean wasTurnedAway() {
    return turnedAway;
  }

  /// The same once more, on a new connection.
  Client again() {
    Client next = new Client(shared, user, token, room, stream);
    if (after != null) {
      next.resumeAfter(epoch(), position);
    }
    return next;
  }

  /// Where the connection before it stopped; 0 if there was none.
  public long resumedAfter() {
    return position;
  }

  /// Whether it goes on for a connection that broke.
  public boolean isSuccessor() {
    return after != null;
  }

  /// When its connection was begun.
  public long opened() {
    return opened;
  }

  void opening(long at) {
    opened = at;
  }

  /// What the join will ask for: all behind that position. The connection then goes on where the
  /// one before it stopped.
  public void resumeAfter(String logEpoch, long seq) {
    epoch = logEpoch;
    after = "{\"epoch\":\"" + logEpoch + "\",\"seq\":" + seq + "}";
    position = seq;
    stream.joined(seq);
  }

  /// The same user's next connection, which goes on where this one stopped.
  public Client successor() {
    Client next = new Client(shared, user, token, room, stream);
    next.resumeAfter(epoch(), stream.last());
    return next;
  }

  public void send(int write) {
    unanswered++;
    write(shared.frames().send(write, room.idBytes()));
  }

  public void edit(int write, long seq) {
    unanswered++;
    write(shared.frames().edit(write, room.id() + "." + seq));
  }

  public void typing(boolean typing) {
    say("t", "typing", ",\"typing\":" + typing);
  }

  public void join() {
    turnedAway = false;
    say(JOIN, "join_session", after == null ? "" : ",\"after\":" + after);
  }

  public void leave() {
    after = null;
    in = false;
    say("l", "leave_session", "");
  }

  private void say(String id, String type, String more) {
    String json =
        "{\"id\":\""
            + id
            + "\",\"type\":\""
            + type
            + "\",\"sessionId\":\""
            + room.id()
            + "\""
            + more;
    write(shared.frames().text(json + "}"));
  }

  @Override
  protected void connected() {
    write(ByteBuffer.wrap(Upgrade.request(shared.host(), shared.port(), token)));
  }

  @Override
  protected void received(byte[] bytes, int count, long readAt) {
    now = readAt;
    int from = 0;
    if (!upgraded) {
      from = Upgrade.accepted(bytes, 0, count);
      if (from < 0) {
        throw new IllegalStateException("a handshake's answer came in pieces");
      }
      upgraded = true;
      join();
    }
    frames.take(bytes, from, count, this);
  }

  @Override
  public void frame(int opcode, byte[] bytes, int from, int to) {
    switch (opcode) {
      case MaskedFrame.TEXT -> text(bytes, from, to);
      case MaskedFrame.PING -> write(shared.frames().pong(bytes, from, to));
      case MaskedFrame.CLOSE -> {
        if (to - from >= REASON_AT) {
          code = (bytes[from] & 0xFF) << 8 | (bytes[from + 1] & 0xFF);
          reason = new String(bytes, from + REASON_AT, to - from - REASON_AT, UTF_8);
        }
      }
      default -> {}
    }
  }

  private void text(byte[] bytes, int from, int to) {
    FrameKind kind = FrameKind.of(bytes, from, to);
    if (kind.isEvent()) {
      event(kind, bytes, from, to);
      return;
    }
    switch (kind) {
      case ACK -> acked(bytes, from, to);
      case JOINED -> joined(bytes, from, to);
      case LEFT -> {
        stream.left();
        shared.listener().left(this, now);
      }
      case ERROR -> refused(bytes, from, to);
      default -> shared.listener().signal(kind);
    }
  }

  private void event(FrameKind kind, byte[] bytes, int from, int to) {
    int write = FrameText.writeNumber(bytes, from, to);
    long seq = FrameText.seqOfEvent(kind, bytes, from, to);
    if (seq < 0 || !FrameText.isOf(kind, bytes, from, to, room.idBytes())) {
      throw new IllegalStateException("an event that can't be read, or of another session");
    }
    stream.event(seq, Bytes.hash(bytes, from, to), write);
    shared.listener().event(this, kind, write, now);
  }

  private void acked(byte[] bytes, int from, int to) {
    int write = writeOf(bytes, from, to);
    long seq = FrameText.seq(bytes, from, to);
    if (shared.check().knows(write)) {
      unanswered--;
      shared.check().acked(write, seq);
      shared.listener().acked(this, write, seq, now);
    }
  }

  private void refused(byte[] bytes, int from, int to) {
    int write = writeOf(bytes, from, to);
    unanswered -= shared.check().knows(write) ? 1 : 0;
    turnedAway |= FrameText.text(bytes, from, to, "id").equals(JOIN);
    shared.listener().refused(this, write, FrameText.text(bytes, from, to, "code"));
  }

  private void joined(byte[] bytes, int from, int to) {
    boolean recovered =
        FrameText.contains(bytes, from, Math.min(to, from + 400), "\"recovered\":true");
    epoch = FrameText.text(bytes, from, to, "epoch");
    if (!recovered || after == null) {
      stream.joined(FrameText.seq(bytes, from, to));
    }
    in = true;
    shared.listener().joined(this, recovered, now);
  }

  /// Of the log, as the join's answer told.
  public String epoch() {
    return Objects.requireNonNull(epoch, "not joined");
  }

  private static int writeOf(byte[] bytes, int from, int to) {
    int at = Bytes.indexOf(bytes, from, to, WRITE);
    return at < 0 ? -1 : (int) Bytes.number(bytes, at + WRITE.length, to);
  }

  @Override
  protected void closed(@Nullable Exception cause) {
    stream.left();
    String why = cause == null ? reason : String.valueOf(cause.getMessage());
    shared.listener().closed(this, code, why);
  }
}
