package dev.confab.gateway.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// A history service that has every event of every session, and answers troubles first if told so.
public final class FakeHistoryService implements AutoCloseable {
  /// An answer other than the events.
  public record Trouble(int status, String body) {}

  private static final Pattern QUERY = Pattern.compile("after=(\\d+)&limit=(\\d+)&minSeq=(\\d+)");

  private final HttpServer server;
  private final LongFunction<String> events;
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final Queue<Trouble> troubles = new ArrayDeque<>();

  /// `events` gives the JSON of the event with that seq.
  public FakeHistoryService(LongFunction<String> events) throws IOException {
    this.events = events;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/chat/sessions/", this::answer);
    server.start();
  }

  public URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /// Paths with queries and tokens.
  List<String> asked() {
    return List.copyOf(asked);
  }

  synchronized void trouble(int status, String body) {
    troubles.add(new Trouble(status, body));
  }

  private synchronized Trouble answerTo(String query) {
    Trouble trouble = troubles.poll();
    if (trouble != null) {
      return trouble;
    }
    Matcher asks = QUERY.matcher(query);
    if (!asks.matches()) {
      return new Trouble(400, "{}");
    }
    long after = Long.parseLong(asks.group(1));
    long last = Math.min(after + Long.parseLong(asks.group(2)), Long.parseLong(asks.group(3)));
    return new Trouble(200, page(events, after + 1, last, "epoch"));
  }

  static String page(LongFunction<String> events, long first, long last, String epoch) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(events)
        .collect(
            Collectors.joining(
                ",", "{\"items\":[", "],\"epoch\":\"%s\",\"lastSeq\":%d}".formatted(epoch, last)));
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      URI uri = exchange.getRequestURI();
      asked.add(uri + " " + exchange.getRequestHeaders().getFirst("Authorization"));
      Trouble answer = answerTo(String.valueOf(uri.getQuery()));
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
