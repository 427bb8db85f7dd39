package dev.confab.bench.workload;

import dev.confab.bench.check.OrderCheck;
import dev.confab.bench.client.Client;
import dev.confab.bench.client.Crowd;
import dev.confab.bench.loop.HttpPool;
import dev.confab.bench.rate.Latency;
import dev.confab.bench.rate.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/// Messages, and at rates of their own all else that clients do.
final class MixedTraffic extends Traffic {
  private static final int TRIES = 50;
  private static final int READERS = 8;

  /// What else is done, and how often a second.
  private enum Deed {
    EDIT(50),
    TYPING(100),
    LEAVE(20),
    RESUME(20),
    READ(50);

    private final double rate;

    Deed(double rate) {
      this.rate = rate;
    }
  }

  final Latency edit = new Latency();
  final Latency join = new Latency();
  final Latency resume = new Latency();
  final Latency page = new Latency();
  int notRecovered;
  private final Context context;
  private final HttpPool readers;
  private final SplittableRandom random = new SplittableRandom(7);
  private final Map<Client, Long> own = new HashMap<>();
  private final Map<Client, Long> asked = new HashMap<>();
  private final Map<Integer, Long> edits = new HashMap<>();
  private final Map<Deed, Long> done = new EnumMap<>(Deed.class);
  private int failedReads;

  MixedTraffic(Context context, OrderCheck check) {
    super(check);
    this.context = context;
    this.readers = new HttpPool(context.loop(), context.server().target().address(), READERS);
  }

  @Override
  boolean isFixed() {
    return false;
  }

  @Override
  void act(Crowd crowd, long start, long now, long end) {
    for (Deed deed : Deed.values()) {
      Schedule schedule = new Schedule(start, deed.rate);
      long next = done.getOrDefault(deed, 0L);
      while (schedule.due(next) <= Math.min(now, end)) {
        act(deed, crowd, schedule.due(next++));
      }
      done.put(deed, next);
    }
  }

  private void act(Deed deed, Crowd crowd, long due) {
    Client client = pick(crowd);
    switch (deed) {
      case EDIT -> edit(client, due);
      case TYPING -> client.typing(true);
      case LEAVE -> {
        if (client.isQuiet()) {
          asked.put(client, due);
          client.leave();
        }
      }
      case RESUME -> {
        if (client.isQuiet()) {
          resume(crowd, client, due);
        }
      }
      case READ ->
          readers.submit(
              History.request(
                  context,
                  client.room(),
                  client.user(),
                  due,
                  answer -> {
                    failedReads += answer.isOk() ? 0 : 1;
                    page.recordNanos(answer.nanos());
                  }));
    }
  }

  private void edit(Client client, long due) {
    Long seq = own.get(client);
    if (seq != null && client.isReady()) {
      int number = check.write(client.room().number(), due);
      edits.put(number, due);
      client.edit(number, seq);
    }
  }

  private void resume(Crowd crowd, Client client, long due) {
    try {
      client.close();
      Client next = client.successor();
      own.remove(client);
      asked.put(next, due);
      crowd.replace(client, next);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  Client pick(Crowd crowd) {
    Client client = super.pick(crowd);
    for (int i = 0; i < TRIES && !client.isReady(); i++) {
      client = crowd.clients().get(random.nextInt(crowd.clients().size()));
    }
    return client;
  }

  @Override
  public void left(Client client, long now) {
    client.join();
  }

  @Override
  public void joined(Client client, boolean recovered, long now) {
    Long due = asked.remove(client);
    if (due == null) {
      return;
    }
    if (client.isSuccessor()) {
      resume.record(due, now);
      notRecovered += recovered ? 0 : 1;
    } else {
      join.record(due, now);
    }
  }

  @Override
  public void acked(Client client, int write, long seq, long now) {
    Long due = edits.remove(write);
    if (due == null) {
      own.put(client, seq);
      super.acked(client, write, seq, now);
    } else {
      edit.record(due, now);
    }
  }

  String counts() {
    return done + ", reads that failed " + failedReads;
  }

  void close() {
    readers.close();
  }
}
