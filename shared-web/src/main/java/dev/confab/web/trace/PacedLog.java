package dev.confab.web.trace;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/// Lines on what callers can make happen as often as they like: one of a kind in ten seconds, which
/// says how many were left out since the last. A kind is a sentence, and where a fault has its
/// stack in the log, what was thrown where, so that none hides another. Thread-safe.
public final class PacedLog {
  static final Duration PAUSE = Duration.ofSeconds(10);

  private final Logger log;
  private final LongSupplier nanos;
  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

  public PacedLog(Logger log) {
    this(log, System::nanoTime);
  }

  PacedLog(Logger log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
  }

  public void info(String sentence, Object cause) {
    say(Level.INFO, sentence, cause);
  }

  public void warn(String sentence, Object cause) {
    say(Level.WARN, sentence, cause);
  }

  private void say(Level level, String sentence, Object cause) {
    long before = kind(sentence).leftOut(nanos.getAsLong());
    if (before >= 0) {
      log.atLevel(level).log("{}: {}{}", sentence, String.valueOf(cause), more(before));
    }
  }

  /// A fault of ours, with its stack.
  public void error(String sentence, Throwable fault) {
    StackTraceElement[] stack = fault.getStackTrace();
    String place = stack.length == 0 ? "" : stack[0].toString();
    long before = kind(sentence + fault.getClass().getName() + place).leftOut(nanos.getAsLong());
    if (before >= 0) {
      log.error("{}{}", sentence, more(before), fault);
    }
  }

  /// There are as many as there are places in the code.
  private Kind kind(String key) {
    return kinds.computeIfAbsent(key, _ -> new Kind());
  }

  private static String more(long before) {
    return before == 0 ? "" : " (and " + before + " more before)";
  }

  private static final class Kind {
    private boolean begun;
    private long last;
    private long leftOut;

    /// How many were left out before one that is logged now; -1 if this is left out, too.
    synchronized long leftOut(long now) {
      if (begun && now - last < PAUSE.toNanos()) {
        leftOut++;
        return -1;
      }
      begun = true;
      last = now;
      long before = leftOut;
      leftOut = 0;
      return before;
    }
  }
}
