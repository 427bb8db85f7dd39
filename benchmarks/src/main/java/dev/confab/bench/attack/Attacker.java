package dev.confab.bench.attack;

import dev.confab.bench.client.Room;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// One account, and the connections that it has. Closing it ends them all. Thread-safe.
public final class Attacker implements AutoCloseable {
  private static final int ADDRESSES = 5;

  private final InetSocketAddress gateway;
  private final InetSocketAddress history;
  private final String token;
  private final Room room;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Line> lines = ConcurrentHashMap.newKeySet();
  private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();
  private final AtomicInteger opened = new AtomicInteger();
  private volatile boolean over;

  /// @param room a session of his own
  public Attacker(InetSocketAddress gateway, InetSocketAddress history, String token, Room room) {
    this.gateway = gateway;
    this.history = history;
    this.token = token;
    this.room = room;
  }

  /// What he was answered so far, by code, and how often.
  public Map<String, Long> answers() {
    Map<String, Long> now = new TreeMap<>();
    answers.forEach((answer, count) -> now.put(answer, count.sum()));
    return now;
  }

  InetSocketAddress gateway() {
    return gateway;
  }

  InetSocketAddress history() {
    return history;
  }

  String token() {
    return token;
  }

  String session() {
    return room.id();
  }

  boolean isOver() {
    return over;
  }

  void count(String answer) {
    answers.computeIfAbsent(answer, name -> new LongAdder()).increment();
  }

  /// A new connection, from one of few addresses in turn.
  ///
  /// @param window how much may be on its way to it, in bytes; 0 for the system's own
  Line open(InetSocketAddress to, int window) throws IOException {
    String from = "127.0.0." + (101 + opened.getAndIncrement() % ADDRESSES);
    Line line = new Line(this, from, to, window);
    lines.add(line);
    if (over) {
      line.close();
    }
    return line;
  }

  void forget(Line line) {
    lines.remove(line);
  }

  /// Does it so many times at once, each on a connection of its own, until the attack is over; a
  /// connection that ends is replaced, at most `perSecond` of them all together.
  void hold(InetSocketAddress to, int count, double perSecond, int window, Act act) {
    Pace pace = new Pace(this, perSecond);
    for (int i = 0; i < count; i++) {
      threads.execute(() -> {
        while (pace.next()) {
          try (Line line = open(to, window)) {
            act.on(line);
          } catch (IOException e) {
            count(over ? "connections at the end" : "connections that ended");
          }
        }
      });
    }
  }

  /// Something that is done on a connection.
  interface Act {
    void on(Line line) throws IOException;
  }

  @Override
  public void close() {
    over = true;
    lines.forEach(Line::close);
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        count("threads that did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// So many a second, of all who share it.
  static final class Pace {
    private final Attacker attacker;
    private final double perSecond;
    private final long start = System.nanoTime();
    private final AtomicInteger taken = new AtomicInteger();

    Pace(Attacker attacker, double perSecond) {
      this.attacker = attacker;
      this.perSecond = perSecond;
    }

    /// Waits for the next turn; false once the attack is over. What was missed is not made up for.
    boolean next() {
      long due = start + (long) (taken.getAndIncrement() * 1e9 / perSecond);
      while (!attacker.isOver()) {
        long left = due - System.nanoTime();
        if (left <= 0) {
          return true;
        }
        LockSupport.parkNanos(Math.min(left, 100_000_000));
      }
      return false;
    }
  }
}
