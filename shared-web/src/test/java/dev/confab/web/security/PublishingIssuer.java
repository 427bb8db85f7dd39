package dev.confab.web.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// An issuer that serves its keys over HTTP, or fails to.
final class PublishingIssuer implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile List<JWK> keys = List.of();
  private volatile boolean away;
  private volatile CountDownLatch answers = new CountDownLatch(0);

  PublishingIssuer(Tokens... published) {
    publish(published);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/keys",
        exchange -> {
          asked.incrementAndGet();
          awaitAnswers();
          byte[] body = new JWKSet(keys).toString().getBytes(UTF_8);
          exchange.sendResponseHeaders(away ? 503 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/keys");
  }

  void publish(Tokens... published) {
    keys = List.of(published).stream().map(Tokens::publicKey).toList();
  }

  void goAway() {
    away = true;
  }

  /// Takes requests and answers none, until it is closed.
  void hang() {
    answers = new CountDownLatch(1);
  }

  private void awaitAnswers() {
    try {
      answers.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Requests until now.
  int asked() {
    return asked.get();
  }

  @Override
  public void close() {
    answers.countDown();
    server.stop(0);
  }
}
