package dev.confab.bench.workload;

import dev.confab.bench.check.OrderCheck;
import dev.confab.bench.client.Client;
import dev.confab.bench.client.Crowd;
import dev.confab.bench.client.Listener;
import dev.confab.bench.loop.Loop;
import dev.confab.bench.machine.CpuWindow;
import dev.confab.bench.machine.ProcessTree;
import dev.confab.bench.rate.Latency;
import dev.confab.bench.rate.Schedule;
import dev.confab.bench.wire.FrameKind;
import java.io.IOException;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Messages from random members of random sessions, each at its time, and how long they take to
/// everyone. One run after the other, on the same crowd.
class Traffic implements Listener {
  /// Above it the driver wakes on milliseconds: it has something to do anyway.
  private static final double COARSE_RATE = 2_500;

  private static final int BURST = 64;
  private static final long LOOK = 5_000_000;

  final OrderCheck check;
  final Latency receive = new Latency();
  final Latency ack = new Latency();
  final Latency lag = new Latency();
  private final SplittableRandom random = new SplittableRandom(42);
  private final Map<String, Integer> refusals = new TreeMap<>();
  private final Map<String, Integer> closures = new TreeMap<>();
  private long from;
  private long to;
  private long delivered;
  private long expected;
  private int refused;
  private int closed;

  Traffic(OrderCheck check) {
    this.check = check;
  }

  /// @param patience how long to wait for what was due in the window
  record Plan(double rate, double warm, double measure, double patience) {}

  Step run(Loop loop, Crowd crowd, ProcessTree server, Plan plan) throws IOException {
    long start = System.nanoTime() + 50_000_000;
    open(start, plan);
    Schedule schedule = new Schedule(start, plan.rate());
    long total = schedule.dueBefore(to);
    CpuWindow cpu = new CpuWindow(server, from, to);
    loop.coarse(plan.rate() > COARSE_RATE);
    long[] next = {0};
    long end = to + (long) (plan.patience() * 1e9);
    loop.run(now -> {
      act(crowd, start, now, to);
      for (int burst = 0; next[0] < total && schedule.due(next[0]) <= now; burst++) {
        if (burst == BURST) {
          return 0;
        }
        write(crowd, schedule.due(next[0]++), now);
      }
      if (next[0] < total) {
        return Math.max(0, schedule.due(next[0]) - System.nanoTime());
      }
      return isWhole() || now > end ? -1 : LOOK;
    });
    loop.coarse(false);
    return new Step(
        plan.rate(),
        delivered,
        isFixed() ? Math.max(0, expected - receive.count()) : check.missing(),
        refused,
        closed,
        receive.millis(50),
        receive.millis(99),
        receive.maxMillis(),
        ack.millis(50),
        ack.millis(99),
        lag.millis(99),
        cpu.result());
  }

  /// Waits until nothing is under way any more, or for so many seconds.
  void drain(Loop loop, double seconds) throws IOException {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    loop.run(now -> isWhole() || now > end ? -1 : LOOK * 4);
  }

  boolean isWhole() {
    return check.unanswered() == 0 && check.missing() == 0;
  }

  private void open(long start, Plan plan) {
    from = start + (long) (plan.warm() * 1e9);
    to = from + (long) (plan.measure() * 1e9);
    receive.window(from, to);
    ack.window(from, to);
    lag.window(from, to);
    delivered = 0;
    expected = 0;
    refused = 0;
    closed = 0;
  }

  private void write(Crowd crowd, long due, long now) {
    Client client = pick(crowd);
    if (!client.isReady()) {
      refused++;
      refusals.merge("not connected", 1, Integer::sum);
      return;
    }
    int number = check.write(client.room().number(), due);
    if (receive.counts(due)) {
      expected += client.room().users().size();
    }
    lag.record(due, now);
    client.send(number);
  }

  /// Whether everyone stays where he is, so that it can be told how often each message must arrive.
  boolean isFixed() {
    return true;
  }

  /// What else there is to do in a run, up to its end.
  void act(Crowd crowd, long start, long now, long end) {}

  Client pick(Crowd crowd) {
    return crowd.clients().get(random.nextInt(crowd.clients().size()));
  }

  @Override
  public void event(Client client, FrameKind kind, int write, long now) {
    if (now - from >= 0 && now - to < 0) {
      delivered++;
    }
    if (check.knows(write)) {
      receive.record(check.due(write), now);
    }
  }

  @Override
  public void acked(Client client, int write, long seq, long now) {
    ack.record(check.due(write), now);
  }

  @Override
  public void refused(Client client, int write, String code) {
    refused++;
    refusals.merge(code, 1, Integer::sum);
    if (check.knows(write)) {
      check.refused(write);
    }
  }

  @Override
  public void closed(Client client, int code, String reason) {
    closed++;
    closures.merge(code + " " + reason, 1, Integer::sum);
  }

  /// What went wrong without breaking a promise.
  String troubles() {
    return (refusals.isEmpty() ? "" : "refused: " + refusals + " ")
        + (closures.isEmpty() ? "" : "closed: " + closures);
  }
}
