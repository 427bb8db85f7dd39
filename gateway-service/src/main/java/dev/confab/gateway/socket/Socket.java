package dev.confab.gateway.socket;

import dev.confab.gateway.channel.Connection;
import dev.confab.gateway.channel.Token;
import dev.confab.gateway.frame.Answer;
import dev.confab.gateway.frame.Frame;
import dev.confab.schema.command.Caller;
import dev.confab.schema.error.CloseCode;
import dev.confab.schema.id.ConnectionId;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One client's socket: who is on it, what it still has to get, and when it must be closed.
///
/// Times are of `System.nanoTime`, but for the token's end. Thread-safe.
final class Socket implements Connection {
  private final ConnectionId id;
  private final Wire wire;
  private final Outbox outbox;
  private final SocketRules rules;
  private final SocketMetrics metrics;
  private final long opened;
  private final AtomicReference<@Nullable CloseCode> closing = new AtomicReference<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean retiring;
  private volatile @Nullable Login login;
  private volatile long heard;

  /// Since when a text has yet to end; `null` if none has.
  private volatile @Nullable Long begunAt;

  private volatile long pinged;
  private volatile long closedAt;

  Socket(ConnectionId id, Wire wire, Pump pump, SocketRules rules, SocketMetrics metrics) {
    this.id = id;
    this.wire = wire;
    this.outbox = new Outbox(wire, pump, rules.queueBytes(), rules.queues());
    this.rules = rules;
    this.metrics = metrics;
    this.opened = rules.nanos().getAsLong();
    this.heard = opened;
    this.pinged = opened;
  }

  @Override
  public ConnectionId id() {
    return id;
  }

  @Override
  public Caller caller() {
    return known().caller();
  }

  @Override
  public Token token() {
    return known().token();
  }

  private Login known() {
    Login current = login;
    if (current == null) {
      throw new IllegalStateException("nobody is on this socket yet");
    }
    return current;
  }

  @Nullable Login login() {
    return login;
  }

  /// A first login, or the same user's newer one.
  void login(Login newer) {
    login = newer;
  }

  long unsent() {
    return outbox.unsent();
  }

  /// A frame of the transport came, of whatever kind.
  void received() {
    metrics.received();
  }

  /// Whether a text was begun that has yet to end.
  void begun(boolean yetToEnd) {
    if (!yetToEnd) {
      begunAt = null;
    } else if (begunAt == null) {
      begunAt = rules.nanos().getAsLong();
    }
  }

  void heard() {
    heard = rules.nanos().getAsLong();
  }

  @Override
  public void send(Frame frame) {
    if (outbox.send(frame)) {
      metrics.sent();
    } else {
      tooSlow();
    }
  }

  /// What he is told counts for him: a session's members can be many times what asks for them.
  @Override
  public void answer(Answer answer) {
    Frame frame = Frame.of(answer);
    Login current = login;
    if (current != null) {
      rules.users().spend(current.caller(), frame.size());
    }
    send(frame);
  }

  @Override
  public boolean offer(Frame frame, Runnable whenRoom) {
    return switch (outbox.offer(frame, whenRoom)) {
      case YES -> {
        metrics.sent();
        yield true;
      }
      case LATER -> false;
      case NO_ROOM -> {
        tooSlow();
        yield false;
      }
    };
  }

  /// Forgets what he has not got and closes: he comes back and resumes.
  void tooSlow() {
    if (begin(CloseCode.TOO_SLOW)) {
      outbox.drop(CloseCode.TOO_SLOW);
    }
  }

  @Override
  public void close(CloseCode code) {
    if (begin(code)) {
      outbox.close(code);
    }
  }

  /// Whether the server is closing it, or about to: its frames are not heard any more.
  boolean isClosing() {
    return closing.get() != null || retiring;
  }

  /// A write of his is under way.
  void asked() {
    asked.incrementAndGet();
  }

  /// He has its answer.
  void answered() {
    if (asked.decrementAndGet() == 0 && retiring) {
      close(CloseCode.RESTARTING);
    }
  }

  /// Hears no more, and closes once what was asked is answered.
  void retire() {
    retiring = true;
    if (asked.get() == 0) {
      close(CloseCode.RESTARTING);
    }
  }

  void abort() {
    wire.abort();
  }

  /// It is gone, whoever closed it.
  void gone() {
    begin(CloseCode.NORMAL);
    outbox.discard();
  }

  /// Does what time asks for; called about twice a second.
  void tick(long now, Instant wallClock) {
    if (closing.get() != null) {
      if (now - closedAt >= rules.closingNanos()) {
        wire.abort();
      }
      return;
    }
    Login current = login;
    if (current == null) {
      if (now - opened >= rules.firstFrameNanos()) {
        close(CloseCode.UNAUTHENTICATED);
      }
    } else if (!wallClock.isBefore(current.expiresAt())) {
      close(CloseCode.UNAUTHENTICATED);
    }
    Long begun = begunAt;
    if (begun != null && now - begun >= rules.firstFrameNanos()) {
      tooSlow();
    }
    if (outbox.isStuck(now, rules.silenceNanos())) {
      tooSlow();
    }
    if (now - heard >= rules.silenceNanos()) {
      begin(CloseCode.NORMAL);
      wire.abort();
    } else if (now - pinged >= rules.pingNanos()) {
      pinged = now;
      wire.ping();
    }
  }

  private boolean begin(CloseCode code) {
    if (closing.get() != null) {
      return false;
    }
    closedAt = rules.nanos().getAsLong();
    if (!closing.compareAndSet(null, code)) {
      return false;
    }
    metrics.closed(code);
    return true;
  }
}
