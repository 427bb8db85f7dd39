package dev.confab.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.confab.system.client.Chat;
import dev.confab.system.client.User;
import dev.confab.system.running.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A caller's trace goes with his message through every log, to the sockets that get it.
class TracingTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CONTENT = "Nobody's business but ours";

  /// Exported spans as they came, in protobuf, which leaves texts as they are.
  private final Queue<String> exports = new ConcurrentLinkedQueue<>();

  private final HttpServer collector = collector();

  @AfterEach
  void close() {
    collector.stop(0);
  }

  @Test
  void messageHasOneTraceFromItsSenderToItsReceivers(@TempDir Path folder)
      throws InterruptedException {
    try (Running running = new Running(folder)) {
      running
          .with(
              "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + collector.getAddress().getPort())
          .with("OTEL_BSP_SCHEDULE_DELAY", "100")
          .start();
      User alice = new Chat(running).user("alice");
      String session = alice.createSession();
      alice
          .ask(
              "POST",
              "/chat/sessions/" + session + "/messages",
              Map.of("content", CONTENT),
              Map.of("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01"))
          .require(201);

      List<String> names =
          List.of("POST /chat/sessions/{sid}/messages", "command SendMessage", "decide", "deliver");
      Awaitility.await("the spans")
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(ofTrace()).containsAll(names).hasSize(names.size()));
      assertThat(String.join("", exports)).contains(session).doesNotContain(CONTENT);
    }
  }

  /// The names of the spans that were exported for the trace.
  private List<String> ofTrace() {
    String id = new String(HexFormat.of().parseHex(TRACE), ISO_8859_1);
    // A span: its trace, its own id, perhaps its parent's, flags, and then its name with a length.
    Pattern span =
        Pattern.compile(
            Pattern.quote("\n\u0010" + id) + "\u0012\b.{8}(?:\u001a.{1,64}?)?(?:\"\b.{8})?\\*(.)",
            Pattern.DOTALL);
    return exports.stream()
        .flatMap(export ->
            span.matcher(export)
                .results()
                .map(found -> {
                  int length = found.group(1).charAt(0);
                  return export.substring(found.end(), found.end() + length);
                }))
        .toList();
  }

  private HttpServer collector() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/v1/traces",
          exchange -> {
            exports.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
