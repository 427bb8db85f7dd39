package dev.confab.system.running;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.confab.test.TestIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Who signs tokens, as far as services see of him.
public final class Issuer implements AutoCloseable {
  public static final String NAME = TestIssuer.NAME;

  private final TestIssuer tokens;
  private final HttpServer server;

  private Issuer(TestIssuer tokens, HttpServer server) {
    this.tokens = tokens;
    this.server = server;
  }

  public static Issuer start() throws IOException {
    TestIssuer tokens = new TestIssuer();
    byte[] keys = tokens.keys().toString().getBytes(UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    server.start();
    return new Issuer(tokens, server);
  }

  public String keys() {
    return "http://localhost:" + server.getAddress().getPort() + "/keys";
  }

  public String token(String user) {
    return tokens.token(user);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
