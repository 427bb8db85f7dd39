package dev.confab.gateway.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.gateway.channel.History;
import dev.confab.gateway.frame.Frame;
import dev.confab.schema.error.ErrorCode;
import dev.confab.web.trace.PacedLog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/// Reads stretches of events from history's REST interface, with the user's own token: what he may
/// not read there he does not get here.
///
/// Each stretch has a virtual thread of its own, but only so many read at the same time. All that
/// goes wrong, but for a view that is not there yet and a user who asks too much, makes the stretch
/// missing. Thread-safe.
public final class HistoryReader implements History, AutoCloseable {
  private static final PacedLog log = new PacedLog(LoggerFactory.getLogger(HistoryReader.class));
  private static final int PAGE = 500;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final HistoryRules rules;
  private final Semaphore readers;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http;

  public HistoryReader(HistoryRules rules) {
    this.rules = rules;
    this.readers = new Semaphore(rules.readers(), true);
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(rules.timeout())
            .executor(threads)
            .build();
  }

  @Override
  public void read(Stretch stretch, Consumer<Found> whenRead) {
    threads.execute(() -> whenRead.accept(find(stretch)));
  }

  private Found find(Stretch stretch) {
    long until = System.nanoTime() + rules.patience().toNanos();
    if (stretch.last() - stretch.after() > rules.events()) {
      return new Found.Missing();
    }
    try {
      if (!readers.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return new Found.Missing();
      }
      try {
        return pages(stretch, until);
      } finally {
        readers.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Found.Missing();
    } catch (RuntimeException e) {
      log.error("History could not be read", e);
      return new Found.Missing();
    }
  }

  private Found pages(Stretch stretch, long until) throws InterruptedException {
    List<Frame> events = new ArrayList<>();
    long bytes = 0;
    long after = stretch.after();
    while (after < stretch.last()) {
      int limit = (int) Math.min(PAGE, stretch.last() - after);
      byte[] body = ask(stretch, after, limit, until);
      EventPage page = EventPage.read(body, after + 1);
      if (page == null || page.events().isEmpty() || !page.epoch().equals(stretch.epoch())) {
        return new Found.Missing();
      }
      events.addAll(page.events());
      bytes += page.events().stream().mapToLong(Frame::size).sum();
      after += page.events().size();
      if (after > stretch.last() || bytes > rules.bytes()) {
        return new Found.Missing();
      }
    }
    return new Found.Whole(events);
  }

  /// The page's bytes, none if there is no page.
  private byte[] ask(Stretch stretch, long after, int limit, long until)
      throws InterruptedException {
    List<URI> instances = rules.instances().get();
    int first = ThreadLocalRandom.current().nextInt(instances.size());
    for (int attempt = 0; System.nanoTime() < until; attempt++) {
      URI instance = instances.get((first + attempt) % instances.size());
      try {
        var answer =
            http.send(
                request(instance, stretch, after, limit),
                HttpResponse.BodyHandlers.limiting(
                    HttpResponse.BodyHandlers.ofByteArray(), rules.bytes()));
        if (answer.statusCode() == 200) {
          return answer.body();
        }
        if (!mayComeLater(answer)) {
          return new byte[0];
        }
      } catch (IOException e) {
        log.warn("History at " + instance + " is out of reach", e);
        if (attempt + 1 >= instances.size()) {
          return new byte[0];
        }
      }
      Thread.sleep(PAUSE);
    }
    return new byte[0];
  }

  /// The view is behind, or the user has asked for much just now.
  private static boolean mayComeLater(HttpResponse<byte[]> answer) {
    return answer.statusCode() == ErrorCode.RATE_LIMITED.status()
        || (answer.statusCode() == ErrorCode.VIEW_BEHIND.status()
            && new String(answer.body(), UTF_8)
                .contains("\"code\":\"" + ErrorCode.VIEW_BEHIND.text() + "\""));
  }

  private HttpRequest request(URI instance, Stretch stretch, long after, int limit) {
    String path =
        "/chat/sessions/%s/events?after=%d&limit=%d&minSeq=%d"
            .formatted(stretch.session().value(), after, limit, stretch.last());
    return HttpRequest.newBuilder(instance.resolve(path))
        .timeout(rules.timeout())
        .header("Authorization", "Bearer " + stretch.token().value())
        .build();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.shutdownNow();
  }
}
