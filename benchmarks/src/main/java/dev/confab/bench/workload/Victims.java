package dev.confab.bench.workload;

import dev.confab.bench.check.OrderCheck;
import dev.confab.bench.client.Client;
import dev.confab.bench.client.Crowd;
import dev.confab.bench.loop.HttpAnswer;
import dev.confab.bench.loop.HttpPool;
import dev.confab.bench.loop.HttpRequest;
import dev.confab.bench.rate.Latency;
import dev.confab.bench.rate.Schedule;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Users who write and read at a modest rate, by sockets and by REST, each thing at its time.
final class Victims extends Traffic {
  static final double WRITES = 10;
  static final double READS = 40;
  private static final int CONNECTIONS = 16;

  private final Context context;
  private final HttpPool writers;
  private final HttpPool readers;
  private Latency write = new Latency();
  private Latency read = new Latency();
  private final Map<String, Integer> failures = new TreeMap<>();
  private long written;
  private long reads;
  private long start;

  Victims(Context context, InetSocketAddress history, OrderCheck check) {
    super(check);
    this.context = context;
    this.writers = new HttpPool(context.loop(), context.server().target().address(), CONNECTIONS);
    this.readers = new HttpPool(context.loop(), history, CONNECTIONS);
  }

  Latency write() {
    return write;
  }

  Latency read() {
    return read;
  }

  /// What was not done, by its answer, since the last look.
  Map<String, Integer> takeFailures() {
    Map<String, Integer> taken = new TreeMap<>(failures);
    failures.clear();
    return taken;
  }

  @Override
  void act(Crowd crowd, long begun, long now, long end) {
    if (begun != start) {
      start = begun;
      written = 0;
      reads = 0;
      write = new Latency();
      read = new Latency();
    }
    Schedule writing = new Schedule(begun, WRITES);
    while (writing.due(written) <= Math.min(now, end)) {
      write(pick(crowd), writing.due(written++), write);
    }
    Schedule reading = new Schedule(begun, READS);
    while (reading.due(reads) <= Math.min(now, end)) {
      read(pick(crowd), reading.due(reads), reads % 4 == 0, read);
      reads++;
    }
  }

  private void write(Client client, long due, Latency latency) {
    String path = "/chat/sessions/" + client.room().id() + "/messages";
    ask(writers, "POST", path, client, "{\"content\":\"by REST\"}", due, latency);
  }

  private void read(Client client, long due, boolean list, Latency latency) {
    String path =
        list
            ? "/chat/sessions?limit=20"
            : "/chat/sessions/" + client.room().id() + "/messages?limit=" + History.PAGE;
    ask(readers, "GET", path, client, null, due, latency);
  }

  private void ask(
      HttpPool pool,
      String method,
      String path,
      Client client,
      @Nullable String body,
      long due,
      Latency latency) {
    pool.submit(
        new HttpRequest(
            method,
            path,
            context.setup().token(client.user()),
            body,
            due,
            answer -> answered(method, answer, latency)));
  }

  private void answered(String method, HttpAnswer answer, Latency latency) {
    latency.recordNanos(answer.nanos());
    if (!answer.isOk()) {
      failures.merge(method + " " + answer.status(), 1, Integer::sum);
    }
  }

  @Override
  boolean isWhole() {
    return super.isWhole() && writers.pending() + readers.pending() == 0;
  }

  void close() {
    writers.close();
    readers.close();
  }
}
