package dev.confab.gateway.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.codec.Json;
import dev.confab.web.limit.ByteBudget;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/// One text frame to a client: JSON in UTF-8, made once and shared by all who get it. Its bytes
/// never change, as long as nobody writes to those it was given; it knows how many have yet to send
/// it. Thread-safe.
public final class Frame {
  private static final AtomicIntegerFieldUpdater<Frame> HOLDERS =
      AtomicIntegerFieldUpdater.newUpdater(Frame.class, "holders");

  private final byte[] json;

  private volatile int holders;

  private Frame(byte[] json) {
    this.json = json;
  }

  /// These very bytes; the caller must not change them any more.
  public static Frame of(byte[] json) {
    return new Frame(json);
  }

  public static Frame of(Answer answer) {
    return new Frame(Json.encode(answer));
  }

  /// Its size in bytes.
  public int size() {
    return json.length;
  }

  /// One more has yet to send it: the first of them takes its bytes from the budget, which is the
  /// same for all. False if there is no room; else whoever calls this must {@link #release}.
  public boolean hold(ByteBudget budget) {
    while (true) {
      int before = holders;
      if (before == 0 && !budget.take(json.length)) {
        return false;
      }
      if (HOLDERS.compareAndSet(this, before, before + 1)) {
        return true;
      }
      if (before == 0) {
        budget.give(json.length);
      }
    }
  }

  /// One has sent it, or will not: the last of them gives its bytes back.
  public void release(ByteBudget budget) {
    if (HOLDERS.decrementAndGet(this) == 0) {
      budget.give(json.length);
    }
  }

  /// The very bytes; the caller must not change them.
  public byte[] bytes() {
    return json;
  }

  /// A view of its own for each writer.
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(json);
  }

  /// The text, for tests and diagnosis.
  @Override
  public String toString() {
    return new String(json, UTF_8);
  }
}
